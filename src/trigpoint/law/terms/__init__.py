"""Term dates of local authorities, as somebody read them on a council's own page."""
