"""The library: our register of law, and the situations, duties and proposals in it, as pages show them."""
