"""Bringing in a file of the register: read it, find its layout, compare it with what is here, apply the difference."""
