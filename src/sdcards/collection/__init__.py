"""The deck as a whole: topics, sources, rules that span files, and the compiled cards."""
