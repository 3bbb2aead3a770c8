"""The history of the platform's tables."""
