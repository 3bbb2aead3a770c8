"""The legal library: the official text that this copy holds, what we say of it, and the dates it asks for."""
