"""Pages for a browser: one file each, without scripts, and nothing in them is fetched from elsewhere."""
