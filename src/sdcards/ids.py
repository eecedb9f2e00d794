"""Names that last: of notes, and of the cards made from them.

The daily path starts here, so neither typing nor re is imported.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NewType

    NoteId = NewType("NoteId", str)
    CardId = NewType("CardId", str)
else:
    NoteId = str
    """An author's name for a note, unique in the deck and never reused."""
    CardId = str
    """``note-id/card-name``: one prompt and answer made from a note."""


def card_id(note: NoteId, name: str) -> CardId:
    """Name the card ``name`` of ``note``."""
    return CardId(f"{note}/{name}")


def note_of(card: CardId) -> NoteId:
    """The note a card is made from."""
    return NoteId(card.partition("/")[0])
