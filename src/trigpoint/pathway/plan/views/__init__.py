"""The pages of a plan. All are the signed-in person's own; of somebody else's plan nothing is told."""
