"""Assessment: submissions, and how they are judged."""
