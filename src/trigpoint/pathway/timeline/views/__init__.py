"""The pages of the timeline. All are the signed-in person's own; of somebody else's record nothing is told (404)."""
