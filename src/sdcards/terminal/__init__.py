"""The review session as a person sees it: keys, screen, and the loop between them."""
