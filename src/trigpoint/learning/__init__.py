"""Learning: units, scenarios, practice and examinations."""
