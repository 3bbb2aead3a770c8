"""Models of survey data: generalised linear, ordinal, multilevel and small-area."""
