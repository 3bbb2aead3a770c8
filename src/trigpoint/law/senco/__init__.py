"""The law on who may be the SENCO: its clauses as provisions to cite, and the points that can be read in two ways."""
