"""What to show, when, and what an answer does to a card."""
