"""My timeline: posts, qualifications and training as one history, and what it adds up to."""
