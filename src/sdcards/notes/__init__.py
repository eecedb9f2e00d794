"""What an author writes, and the cards it makes. The families are listed in `families.py`."""
