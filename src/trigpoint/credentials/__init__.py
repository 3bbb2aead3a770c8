"""Credentials: the award signed so that anyone can verify it, for as long as it is true."""
