"""The progress of one person, in one SQLite file."""
