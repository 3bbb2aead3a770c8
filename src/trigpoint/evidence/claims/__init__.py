"""Claims: prior learning claimed against the outcomes, and the pack for qualified teacher status."""
