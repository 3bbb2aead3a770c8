"""Evidence: the portfolio, and experience that counts."""
