"""The pages of practice, of the questions themselves, and of drafts."""
