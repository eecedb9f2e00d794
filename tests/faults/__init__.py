"""Spoils the program at hundreds of moments and looks whether anything that was shown as done is gone: `make faults`."""
