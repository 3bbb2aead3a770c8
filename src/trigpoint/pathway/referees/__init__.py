"""Referees: somebody who knows confirms entries of a person's timeline, claim by claim, through a link."""
