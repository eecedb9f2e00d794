"""A deck and the same deck later: two collections in, their differences out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain

from sdcards.collection.besides import besides_cards
from sdcards.collection.changes import Ask, CardChange, CardSet, Changes, DetailChange, Face, Kind
from sdcards.collection.collection import Collection, in_full
from sdcards.collection.moves import moves_between, moves_inside
from sdcards.collection.placing import Placed, placed_notes
from sdcards.collection.wording import difference, stems
from sdcards.notes.card import Card


def compare(before: Collection, after: Collection, today: date) -> Changes:
    """Find all differences between a deck and the same deck later; ``today`` is named where a change should be declared.

    Topics that are the same in both need not have been read; they are, should a typo depend on all words of the deck.
    """
    return _Comparison(before, after, today).changes()


class _Comparison:
    def __init__(self, before: Collection, after: Collection, today: date) -> None:
        self._before, self._after = before, after
        self._was, self._now = placed_notes(before), placed_notes(after)
        self._known = _KeyWords(after)
        self._declare = _DECLARE.format(today=today)

    def changes(self) -> Changes:
        both = [(self._was[note], self._now[note]) for note in self._now if note in self._was]
        gone = [placed for note, placed in self._was.items() if note not in self._now]
        unread = [] if self._after.all_notes else [each for each in gone if each.id not in self._after.retired]
        cards = chain(self._different(both), self._added(), self._retired(each for each in gone if each not in unread))
        return Changes(
            cards=tuple(sorted(cards, key=lambda change: _ORDER.index(change.kind))),
            details=tuple(chain.from_iterable(_details(was, now) for was, now in both)),
            moves=(*moves_inside(self._before, self._after), *moves_between(self._was, self._now)),
            sets=tuple(chain.from_iterable(_card_sets(was, now) for was, now in both)),
            asks=(
                *chain.from_iterable(self._asks(was, now) for was, now in both),
                *self._renamed(gone),
                *(Ask(each.id, each.place, "it is not found", _UNREAD) for each in unread),
            ),
            others=tuple(besides_cards(self._before, self._after)),
        )

    def _different(self, both: Iterable[tuple[Placed, Placed]]) -> Iterator[CardChange]:
        """Cards of notes that are there on both sides."""
        for was, now in both:
            why = declared(was, now)
            for card in dict.fromkeys((*now.cards, *was.cards)):
                old, new = _face(was.cards.get(card)), _face(now.cards.get(card))
                if old is None or new is None:
                    yield CardChange(Kind.RETIRED if new is None else Kind.ADDED, card, now.place, old, new)
                elif old != new:
                    yield CardChange(Kind.MEANING if why else Kind.REWORDED, card, now.place, old, new, why)
                elif why:
                    yield CardChange(Kind.RETURNING, card, now.place, old, new, why)

    def _added(self) -> Iterator[CardChange]:
        for note, placed in self._now.items():
            if note not in self._was:
                for card, face in placed.cards.items():
                    yield CardChange(Kind.ADDED, card, placed.place, None, _face(face))

    def _retired(self, gone: Iterable[Placed]) -> Iterator[CardChange]:
        for placed in gone:
            entry = self._after.retired.get(placed.id)
            instead = f" (see {entry.reason.instead})" if entry and entry.reason.instead else ""
            for card, face in placed.cards.items():
                why = f"{entry.reason.why}{instead}" if entry else ""
                yield CardChange(Kind.RETIRED, card, placed.place, _face(face), None, why)

    def _asks(self, was: Placed, now: Placed) -> Iterator[Ask]:
        """Whether the note's own word about its meaning fits what became of its answers."""
        if declared(was, now):
            if was.cards == now.cards:
                yield Ask(now.id, now.place, "'changed' is new and nothing on its cards is", _NOTHING_CHANGED)
            return
        for card in now.cards:
            if card in was.cards and (what := self._meaning(was.cards[card], now.cards[card])):
                text = f"the answer of its card '{card.partition('/')[2]}' has other {what}"
                yield Ask(now.id, now.place, text, self._declare)
                return

    def _meaning(self, was: Card, now: Card) -> str:
        """What makes the answer another one; empty where it is the same."""
        if was.back == now.back and was.number == now.number:
            return ""
        return difference(_answer(was), _answer(now), self._known) or _by_number(was, now)

    def _renamed(self, gone: Iterable[Placed]) -> Iterator[Ask]:
        """Notes that came under another id: their learners would begin anew."""
        new = {_faces(placed): placed for note, placed in self._now.items() if note not in self._was}
        for placed in gone:
            other = new.get(_faces(placed))
            if other is not None:
                yield Ask(other.id, other.place, f"it reads as '{placed.id}' did, which is gone", _KEEP)


class _KeyWords:
    """The key words of a whole deck (see `stems`), looked for only if they are wanted: that reads all of it."""

    def __init__(self, deck: Collection) -> None:
        self._deck = deck

    def __contains__(self, stem: object) -> bool:
        return stem in self._stems

    @cached_property
    def _stems(self) -> frozenset[str]:
        notes = chain.from_iterable(in_full(topic).notes for topic in self._deck.topics())
        cards = chain.from_iterable(note.cards() for note in notes)
        return frozenset(chain.from_iterable(stems(f"{card.front} {card.back}") for card in cards))


_ORDER = tuple(Kind)
_DECLARE = "If an answer says something else now, add 'changed: {today} why' to its note; if it does not, all is well."
_NOTHING_CHANGED = "Take 'changed' out, or the cards come back for nothing."
_KEEP = "An id is for life: keep the one that is gone."
_UNREAD = "Either it was taken out, or a problem hides it that 'sdcards check' names."


def declared(was: Placed, now: Placed) -> str:
    """The note's own word that its meaning changed, if it is new: with a later day, or with other cards on the same."""
    before, after = was.note.changed or "", now.note.changed or ""
    is_new = after[:10] > before[:10] or (after[:10] == before[:10] and after != before and was.cards != now.cards)
    return after if is_new else ""


def _face(card: Card | None) -> Face | None:
    if card is None:
        return None
    ranges = (
        [f"{each.name}: {_range(each.low, each.high)} {each.unit}" for each in card.number.given] if card.number else []
    )
    return Face("\n".join((card.front, *ranges)), _answer(card))


def _range(low: float, high: float) -> str:
    return f"{low:,g}" if low == high else f"{low:,g} .. {high:,g}"


def _answer(card: Card) -> str:
    number = card.number
    return card.back or (f"{number.formula}, in {number.unit}" if number else "")


def _by_number(was: Card, now: Card) -> str:
    """Where a fact is said otherwise than it is judged."""
    before, after = _value(was), _value(now)
    return f"numbers: {before} → {after}" if difference(before, after) else ""


def _value(card: Card) -> str:
    return card.number.value if card.number else ""


def _faces(placed: Placed) -> tuple[Face | None, ...]:
    return tuple(_face(card) for card in placed.cards.values())


def _card_sets(was: Placed, now: Placed) -> Iterator[CardSet]:
    gained = tuple(card for card in now.cards if card not in was.cards)
    lost = tuple(card for card in was.cards if card not in now.cards)
    if gained or lost:
        yield CardSet(now.id, now.place, gained, lost)


def _details(was: Placed, now: Placed) -> Iterator[DetailChange]:
    """What is different and on no face."""
    before, after = _off_faces(was), _off_faces(now)
    on_faces = {(old.back, new.back) for card, new in now.cards.items() if (old := was.cards.get(card))}
    for field in dict.fromkeys((*before, *after)):
        pair = (before.get(field, ""), after.get(field, ""))
        if pair[0] != pair[1] and pair not in on_faces and not _is_told(field, was, now):
            yield DetailChange(now.id, now.place, field, *pair)


def _is_told(field: str, was: Placed, now: Placed) -> bool:
    """Whether the change of a field is told elsewhere: a number that is itself the answer, a change of meaning."""
    if field == "value":
        return not any(getattr(each.note, "say", None) for each in (was, now))
    return field == "changed" and bool(declared(was, now))


def _off_faces(placed: Placed) -> Mapping[str, str]:
    """The labelled details of the cards, and what says when and how a note is learnt."""
    note = placed.note
    labelled = {label: text for card in placed.cards.values() for label, text in card.details}
    number = next((card.number for card in placed.cards.values() if card.number), None)
    others = {
        "type": note.type,
        "hint": note.hint or "",
        "within": f"{number.within:g}" if number else "",
        "value": number.value if number else "",
        "sources": ", ".join(note.sources),
        "wave": str(note.wave),
        "level": str(note.level),
        "phase": str(getattr(note, "phase", "")),
        "tags": ", ".join(note.tags),
        "changed": note.changed or "",
    }
    return labelled | others
