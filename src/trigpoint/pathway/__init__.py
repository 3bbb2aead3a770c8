"""The candidate's view: what a scheme asks, where a person stands, what to do next."""
