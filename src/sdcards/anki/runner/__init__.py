"""A program of its own, run where Anki's package is; nothing of ours imports it."""
