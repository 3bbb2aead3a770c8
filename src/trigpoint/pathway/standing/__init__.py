"""My standing: where somebody stands today, what to do next, and why we say so."""
