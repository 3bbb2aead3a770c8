"""My plan: this half-term's few steps, goals, a look at oneself, a yearly review, time asked for, reminders."""
