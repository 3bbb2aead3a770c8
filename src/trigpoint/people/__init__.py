"""Who: accounts, roles, organisations, signing in."""
