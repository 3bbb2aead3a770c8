"""The public pages of the scheme: strands, outcomes, clauses, versions and the gap matrix."""
