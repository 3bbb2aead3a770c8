"""What charts are drawn with and laid out by; `trigpoint.estimation.charts` is the way in."""
