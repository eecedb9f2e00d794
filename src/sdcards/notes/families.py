"""All families of notes. A new family is one module and one line here."""

from sdcards.notes.basic import Basic
from sdcards.notes.cloze import Cloze
from sdcards.notes.drill import Drill
from sdcards.notes.fact import Fact
from sdcards.notes.mapping import Mapping
from sdcards.notes.note import Note
from sdcards.notes.pitfall import Pitfall
from sdcards.notes.sequence import Sequence
from sdcards.notes.step import Step
from sdcards.notes.tradeoff import Tradeoff

FAMILIES: dict[str, type[Note]] = {
    family.NOTE_TYPE.key: family for family in (Step, Sequence, Fact, Drill, Mapping, Pitfall, Tradeoff, Basic, Cloze)
}
"""Every family by the ``type`` its notes carry."""
