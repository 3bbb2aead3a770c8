"""Trigpoint: a pathway, an award and a national survey for SENCOs."""
