"""The pages of examinations."""
