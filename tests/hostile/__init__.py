"""What others hand us, meant badly: files, keys, texts. It is read or refused in words, soon, and obeyed nowhere."""
