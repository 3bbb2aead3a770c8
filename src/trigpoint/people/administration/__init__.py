"""Administration of a copy: what waits, the register's files, the versions of content, the audit of events."""
