"""Mentors: who mentors whom, what a mentor may see, and meetings with notes that both sign."""
