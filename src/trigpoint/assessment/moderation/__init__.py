"""Moderation: which judgements are looked at again, how well assessors agree, and the external verifier's room."""
