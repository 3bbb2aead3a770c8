"""Protected time: what a person asks of her school for the role and for training, and what the school agreed."""
