"""The dates that the law asks for: one question to a page, and the day with its reasons."""
