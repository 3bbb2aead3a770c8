"""The shell: what turns rooms into a site."""
