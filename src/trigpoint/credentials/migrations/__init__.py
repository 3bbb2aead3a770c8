"""The tables of this part, step by step."""
