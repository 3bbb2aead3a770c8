"""The change watch: newer text of a provision that we cite, who judges whether it matters, and what follows."""
