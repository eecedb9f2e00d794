"""What is different in a deck and stands on no card: titles, works that are cited, terms, scenes, mock interviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdcards.collection.changes import OtherChange
from sdcards.collection.collection import Collection
from sdcards.collection.retired import Reason
from sdcards.collection.telling import some_names
from sdcards.collection.topic import Topic
from sdcards.reading.problems import Plain, plain
from sdcards.reading.span import quoted


def besides_cards(before: Collection, after: Collection) -> Iterator[OtherChange]:
    """Everything else that is different, in one line for each matter."""
    if before.about and after.about:  # else its outline cannot be read, and its name is the folder's
        yield from _other_text("deck.yaml", "name", before.name, after.name)
        yield from _other_text("deck.yaml", "about", before.about, after.about)
    titles = {area.slug: area.title for area in before.areas}
    for area in after.areas:
        yield from _other_text(area.slug, "title", titles.get(area.slug, ""), area.title)
    topics = {(topic.area, topic.slug): topic for topic in before.topics()}
    for topic in after.topics():
        yield from _of_topic(topics.get((topic.area, topic.slug)), topic)
    yield from _other_entries("sources.yaml", before.sources, after.sources)
    yield from _other_entries("terms.yaml", _teachers(before), _teachers(after))
    yield from _other_entries("estimates.yaml", _scenes(before), _scenes(after))
    both = before.retired.keys() & after.retired.keys()  # the others are told of with their cards
    yield from _other_entries("retired.yaml", _reasons(before, both), _reasons(after, both))


def _of_topic(was: Topic | None, now: Topic) -> Iterator[OtherChange]:
    place = f"{now.area}/{now.slug}"
    if was is not None:
        yield from _other_text(place, "title", was.title, now.title)
        yield from _other_text(place, "about", was.about, now.about)
    before, after = _mock(was), _mock(now)
    if bool(before) != bool(after):
        yield OtherChange(place, "it has a mock interview now" if after else "it has no mock interview any more")
    else:
        yield from _other_entries(place, before, after, "its mock interview has ")


def _other_text(place: str, field: str, was: str, now: str) -> Iterator[OtherChange]:
    if was and now and was != now:
        yield OtherChange(place, f"{field}: {quoted(was)} → {quoted(now)}")


def _other_entries(
    place: str, was: Mapping[str, object], now: Mapping[str, object], about: str = ""
) -> Iterator[OtherChange]:
    """The names of the entries that are new, different or gone."""
    names = {
        "new": [name for name in now if name not in was],
        "other": [name for name in now if name in was and was[name] != now[name]],
        "no longer": [name for name in was if name not in now],
    }
    told = [f"{what} {some_names(found)}" for what, found in names.items() if found]
    if told:
        yield OtherChange(place, about + "; ".join(told))


def _mock(topic: Topic | None) -> dict[str, Plain]:
    node = topic.mock_node if topic else None
    return {name: plain(field) for name, field in node.entries.items()} if node else {}


def _teachers(deck: Collection) -> dict[str, str]:
    return {term: note for term, (note, _) in deck.terms.items()}


def _scenes(deck: Collection) -> dict[str, object]:
    """The kinds of drills and their scenes."""
    kinds = {kind.name: (kind.entry.title, kind.entry.topic) for kind in deck.estimates}
    return kinds | {f"{kind.name}/{scene.id}": scene for kind in deck.estimates for scene in kind.entry.scenes}


def _reasons(deck: Collection, notes: set[str]) -> dict[str, Reason]:
    return {note: deck.retired[note].reason for note in sorted(notes)}
