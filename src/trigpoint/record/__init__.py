"""The record: a ledger of facts that only grows, enrolments, and where a person stands."""
