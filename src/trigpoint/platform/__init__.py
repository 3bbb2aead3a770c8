"""What every room may use: components, forms, question flows."""
