"""The public pages of law. Nothing of a visitor is kept."""
