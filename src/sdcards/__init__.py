"""A deck for system design interviews and the tool that makes it stick."""

__version__ = "0.3.0"
