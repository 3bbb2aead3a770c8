"""The pages of this part: for the person who asks, and for the referee."""
