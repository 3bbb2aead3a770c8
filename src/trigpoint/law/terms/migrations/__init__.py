"""The table of term dates, step by step."""
