"""The cards as a page: each front and back as Anki shows them, with what is wrong beside it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from zlib import crc32

from sdcards.pages.framing import FRAME, framed_face, framed_sheet
from sdcards.pages.markup import Markup, asset, document, joined, tag
from sdcards.pages.maths import with_formulas


@dataclass(frozen=True, slots=True)
class Source:
    """A line of a source file, and an address that opens it, empty where there is none."""

    path: str
    line: int
    address: str = ""

    def __str__(self) -> str:
        """The place as compilers write it."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an author can put right; ``excerpt`` is the line it is about, with a caret below."""

    message: str
    hint: str = ""
    code: str = ""
    source: Source | None = None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """A card, its faces in HTML as Anki fills them; both are empty where Anki could not show it.

    ``kept`` says that its note cannot be read at the moment, so this is how it was before.
    """

    id: str
    note: str
    kind: str
    tags: tuple[str, ...]
    front: str
    back: str
    source: Source
    findings: tuple[Finding, ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PreviewTopic:
    """The cards of a file; ``findings`` are those that belong to none of its cards."""

    area: str
    area_title: str
    slug: str
    title: str
    cards: tuple[PreviewCard, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewDeck:
    """What is on the page; ``sheet`` is the style sheet of the cards, ``findings`` belong to no topic."""

    name: str
    sheet: str
    topics: tuple[PreviewTopic, ...]
    findings: tuple[Finding, ...] = ()

    def cards(self) -> Iterator[PreviewCard]:
        """Every card, in the deck's order."""
        for topic in self.topics:
            yield from topic.cards

    def problems(self) -> int:
        """How many there are; one of a note counts once, though each of its cards shows it."""
        of_notes = {card.note: len(card.findings) for card in self.cards()}
        return len(self.findings) + sum(len(topic.findings) for topic in self.topics) + sum(of_notes.values())


def preview_page(deck: PreviewDeck, version: str = "") -> str:
    """The page, as one file that loads nothing; with a ``version`` it asks its server for newer ones."""
    style, script = asset("preview.css") + framed_sheet(deck.sheet), asset("preview.js")
    policy = "; ".join((*_policy(style, script), *(("connect-src 'self'",) if version else ())))
    body = joined(_head(deck), tag("main", *_main(deck), id="deck", data_version=version), _FOOT)
    return document(f"{deck.name}, the cards as Anki shows them", body, style, script=script, policy=policy)


_ALIGNED = tuple(f"text-align:{side}" for side in ("left", "center", "right"))
"""The only styles that stand inside elements: those of a table's columns."""

_FOOT = tag(
    "footer",
    tag("p", "/ searches, ← and → go from card to card, Esc clears the search.", class_="keys"),
    tag("p", "Made by sdcards from the sources, with the templates and the style sheet that Anki gets."),
)


def _policy(style: str, script: str) -> tuple[str, ...]:
    styles = " ".join(map(_digest, (style, *_ALIGNED)))
    return (
        f"script-src {_digest(script)}",
        f"style-src {styles} 'unsafe-hashes'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _head(deck: PreviewDeck) -> Markup:
    problems = deck.problems()
    told = [_number(sum(1 for _ in deck.cards()), "card"), *([_number(problems, "problem")] if problems else [])]
    shown = tag("p", ", ".join(told), id="count", role="status", data_problems=problems)
    return tag("header", tag("div", tag("h1", deck.name), shown, class_="title"), _controls(deck), class_="bar")


def _controls(deck: PreviewDeck) -> Markup:
    """Without a script they could do nothing, so the style sheet hides them then."""
    words = tag("input", type="search", id="words", placeholder="Search", aria_label="Search", autocomplete="off")
    areas = {topic.area: topic.area_title for topic in deck.topics}
    topics = {f"{topic.area}/{topic.slug}": topic.title for topic in deck.topics}
    kinds = {_word(card.kind): card.kind for card in deck.cards()}
    tags = {name: name for name in sorted({name for card in deck.cards() for name in card.tags})}
    wrong = tag("label", tag("input", type="checkbox", id="wrong"), "With problems", class_="check")
    return tag(
        "div",
        words,
        _choice("area", "areas", areas),
        _choice("topic", "topics", topics),
        _choice("type", "types", dict(sorted(kinds.items()))),
        _choice("tag", "tags", tags),
        wrong,
        _switch("theme", "Light or dark", {"light": "Light", "dark": "Dark"}),
        _switch("width", "Phone or desktop", {"phone": "Phone", "desktop": "Desktop"}),
        class_="controls",
        role="search",
    )


def _choice(name: str, of_what: str, options: dict[str, str]) -> Markup:
    every = tag("option", f"All {of_what}", value="")
    chosen = (tag("option", title, value=value) for value, title in options.items())
    return tag("select", every, *chosen, id=name, aria_label=name.capitalize(), autocomplete="off")


def _switch(name: str, said: str, options: dict[str, str]) -> Markup:
    parts = (
        tag("label", tag("input", type="radio", name=name, value=value, autocomplete="off"), tag("span", title))
        for value, title in options.items()
    )
    return tag("fieldset", tag("legend", said), *parts, class_="switch")


def _main(deck: PreviewDeck) -> Iterator[Markup]:
    if deck.findings:
        yield tag("section", tag("h2", "In the deck as a whole"), _findings(deck.findings), class_="topic")
    for topic in deck.topics:
        yield _topic(topic)
    yield tag("p", "No card fits. Esc clears the search.", id="none", hidden="")


@lru_cache(maxsize=1000)
def _topic(topic: PreviewTopic) -> Markup:
    """Remembered, since of a deck that is watched one topic changes and sixty do not."""
    name = f"{topic.area}/{topic.slug}"
    title = tag("h2", tag("small", topic.area_title), " ", topic.title)
    cards = (_card(card, topic.area, name) for card in topic.cards)
    return tag(
        "section", title, _findings(topic.findings), *cards,
        class_="topic", id=f"topic/{name}", data_area=topic.area, data_topic=name,
    )  # fmt: skip


def _card(card: PreviewCard, area: str, topic: str) -> Markup:
    facts = (tag("span", fact, class_="fact") for fact in (card.kind, *card.tags))
    name = tag("h3", tag("a", card.id, href=f"#{card.id}"))
    kept = tag("p", "Its note cannot be read at the moment: this is how it was before.", class_="kept")
    inside = joined(
        tag("div", name, tag("p", *facts, _source(card.source), class_="facts"), class_="head"),
        kept if card.kept else "",
        _findings(card.findings),
        tag("div", _side("Front", card.front), _side("Back", card.back), class_="pair") if card.back else "",
    )
    return tag(
        "article", inside, id=card.id, tabindex=-1, aria_label=card.id,
        data_area=area, data_topic=topic, data_type=_word(card.kind), data_tags=" ".join(card.tags),
        data_wrong="yes" if card.findings or card.kept else "", data_digest=f"{crc32(inside.encode()):08x}",
    )  # fmt: skip


def _side(name: str, html: str) -> Markup:
    shown = Markup(with_formulas(framed_face(html)))
    return tag("div", tag("p", name), tag("div", tag("div", shown, class_="card"), class_=FRAME), class_="side")


def _findings(findings: Iterable[Finding]) -> Markup:
    found = [
        tag(
            "li",
            tag("p", tag("b", finding.message), f": {finding.hint}" if finding.hint else ""),
            tag("pre", *_lines(finding.excerpt)) if finding.excerpt else "",
            tag("p", _source(finding.source), " ", tag("span", finding.code, class_="fact"), class_="facts"),
        )
        for finding in findings
    ]
    return tag("ul", *found, class_="findings", aria_label="Problems") if found else Markup("")


def _lines(text: str) -> Iterator[Markup]:
    """Lines by themselves, since a line end inside a text would be shown by its number."""
    for line in text.split("\n"):
        yield Markup(f"{joined(line)}\n")


def _source(source: Source | None) -> Markup:
    if source is None:
        return Markup("")
    return tag("a", str(source), href=source.address) if source.address else tag("span", str(source))


def _word(kind: str) -> str:
    return re.sub(r"\W+", "-", kind.lower())


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
