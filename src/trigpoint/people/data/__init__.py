"""People's data and their rights over it: who may see what, who has, taking it away, erasing it."""
