"""Tests. `authoring.py` writes topics down, `conftest.py` keeps every test away from the home folder."""
