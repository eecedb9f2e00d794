"""The deck as Anki takes it."""
