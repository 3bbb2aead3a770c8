"""The pages of units and scenarios."""
