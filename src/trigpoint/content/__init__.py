"""Content: loads, checks and keeps versions of what the scheme says, as kernel types."""
