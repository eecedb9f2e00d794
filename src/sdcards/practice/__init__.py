"""Practice beside the cards: estimation drills with fresh numbers, and the mock interview."""
