"""Invitations: how somebody is asked to take a role, one by one or many at once."""
