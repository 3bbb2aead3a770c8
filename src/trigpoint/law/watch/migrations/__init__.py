"""The tables of the change watch, step by step."""
