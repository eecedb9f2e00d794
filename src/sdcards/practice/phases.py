"""The phases of the interview; nothing heavy, so that lists and histories need no models."""

PHASES = ("requirements", "estimates", "api", "data", "design", "bottlenecks", "wrap-up")
"""The parts of the interview, in their order."""
