"""Decks for the page of cards, as plain data."""

from sdcards.pages.preview import Finding, PreviewCard, PreviewDeck, PreviewTopic, Source

SHEET = ".card { --paper: #fff; background: var(--paper); }\n"


def card(name: str = "a-note/answer", **changes: object) -> PreviewCard:
    fields = {
        "id": name,
        "note": name.partition("/")[0],
        "kind": "Fact",
        "tags": ("level-1", "wave-2"),
        "front": "<div>How long?</div>",
        "back": '<div>How long?</div><hr id="answer"><div>50 µs</div>',
        "source": Source("cards/area/topic.yaml", 7, "file:///cards/area/topic.yaml"),
    }
    return PreviewCard(**(fields | changes))  # type: ignore[arg-type] # as in the call


def topic(*cards: PreviewCard, slug: str = "topic", findings: tuple[Finding, ...] = ()) -> PreviewTopic:
    return PreviewTopic("area", "An area", slug, slug.capitalize(), cards, findings)


def deck(*topics: PreviewTopic, findings: tuple[Finding, ...] = ()) -> PreviewDeck:
    return PreviewDeck("A deck", SHEET, topics, findings)


def finding(message: str = "it is wrong", line: int = 8) -> Finding:
    return Finding(message, "mend it", "bad-value", Source("cards/area/topic.yaml", line), "   8 │ x\n     │ ^")
