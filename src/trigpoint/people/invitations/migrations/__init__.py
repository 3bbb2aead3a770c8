"""The migrations of this part of the room."""
