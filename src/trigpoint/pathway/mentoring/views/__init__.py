"""The pages of mentors: the candidate's, the mentor's, the meetings of both, and who allocates."""
