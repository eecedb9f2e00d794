"""From text to values that know where they stood."""
