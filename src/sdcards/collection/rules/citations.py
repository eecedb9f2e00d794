"""Every card says where its facts come from."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.span import Problem


def unknown_sources(collection: Collection) -> Iterator[Problem]:
    """Keys that ``sources.yaml`` does not have; none while that file itself has a problem."""
    if not collection.all_sources:
        return
    for note, node in notes_of(collection):
        for place, key in enumerate(note.sources):
            if key not in collection.sources:
                near = get_close_matches(key, collection.sources, n=1)
                hint = f"did you mean '{near[0]}'?" if near else "add it to sources.yaml"
                yield problem_at(node, f"sources.{place}", "unknown-source", f"no source '{key}'", hint)
