"""The head's and governors' view: what waits, where each SENCO of the school stands in law, and no more unasked."""
