"""Practice: questions answered, and when each comes back."""
