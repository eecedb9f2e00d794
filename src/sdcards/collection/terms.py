"""The words that need teaching before use: ``terms.yaml``."""

from __future__ import annotations

from sdcards.reading.nodes import Fields, Scalar, read_nodes
from sdcards.reading.span import Problem, SourceText, Span, quoted


def read_terms(text: str, path: str) -> tuple[dict[str, tuple[str, Span]], tuple[Problem, ...]]:
    """Each term, in small letters, with the note that teaches it and where that is said; and what is wrong with the file."""
    root, problems = read_nodes(SourceText.of(path, text), text)
    if root is not None and not isinstance(root, Fields):
        hint = "name terms, each with the note that teaches it"
        return {}, (Problem(root.span, "wrong-shape", "the file has no fields", hint),)
    entries = root.entries if root else {}
    strange = tuple(
        Problem(node.span, "wrong-shape", f"{quoted(term)} names no note", "name the one that teaches it")
        for term, node in entries.items()
        if not isinstance(node, Scalar)
    )
    terms = {term.lower(): (node.text, node.span) for term, node in entries.items() if isinstance(node, Scalar)}
    return terms, problems + strange
