"""What is wrong with the mock section of a topic, each with its place."""

from collections.abc import Callable

import pytest

from sdcards.collection.collection import Area, Collection
from sdcards.collection.rules import problems_of as broken_rules
from sdcards.collection.topic import read_topic
from tests.authoring import SOURCES, brief
from tests.practice.mocking import NOTES, mock_section, topic_with_mock

Edit = Callable[[str], str]


def found_in(text: str, *, all_notes: bool = True) -> str:
    """Everything that reading and the rules find, without place."""
    topic, wrong = read_topic(text, "topic.yaml", "area", "topic")
    collection = Collection(
        "A deck", "", (Area("area", "Area", (topic,)),) if topic else (), SOURCES, all_notes=all_notes
    )
    return brief([*wrong, *(problem for problem in broken_rules(collection) if problem.code not in _WRITING)])


_WRITING = {"alike", "unfinished"}
"""The notes of the example are as short as can be, and so like each other."""


def edited(old: str, new: str) -> str:
    text = topic_with_mock()
    assert old in text
    return found_in(text.replace(old, new, 1))


def test_good_section_has_no_problem() -> None:
    assert found_in(topic_with_mock()) == ""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("  api:\n    - ", "  ap:\n    - ", "«ap» unknown field 'ap' [unknown-field] did you mean 'api'?"),
        ("  say: “Design", "  say: Design", "the interviewer's words stand in curly quotes [bad-value] write “…”"),
        ("    requirements:\n", "    requirement:\n",
         "«requirement» 'requirement' is no phase of the interview [bad-value] did you mean 'requirements'?"),
        ("    requirements:\n", "    zzz:\n", "one of requirements, estimates, api, data, design, bottlenecks, wrap-up"),
        ("peak: 3}", "peak: 2 .. 4}", "'peak' is a range [bad-value] a prompt has one value"),
        ("ask: How many redirects", "ask: How many of {links} redirects",
         "'ask' holds '{links}' [bad-value] the interviewer's answers gave the numbers, ask in plain words"),
        ("weight: 1,", "weight: 4,", "'4' does not fit 'weight' [bad-value] at most 3"),
        ("    - {ask: How long does a link live?, answer: Five years.}\n", "",
         "'questions' has 4 entries [bad-length] at least 5"),
        ("notes: [note-1]}\n", "notes: [note-99]}\n", "«note-99» no note 'note-99' [unknown-note] did you mean 'note-"),
        ("notes: [note-1]}\n", "notes: [entirely-different]}\n",
         "«entirely-different» no note 'entirely-different' [unknown-note] name a note of the deck"),
        ("sources: [book]\nnotes", "sources: [books]\nnotes", "«books» no source 'books' [unknown-source] did you mean 'book'?"),
        ("/ (1 month) * peak", "/ (1 month)", "'peak' is given but not used [bad-formula]"),
        ("years * record\n", "years * record * 1 s\n", "cannot be given in 'TB' [bad-formula]"),
        ("links * 1e6 * opens", "(links - links) * opens", "it gives 0 req/s [bad-formula] an estimate is above zero"),
        ("unit: TB", "unit: TBs", "unknown unit 'TBs' [bad-quantity]"),
        ("record: 500 B", "record: 500 Bits", "unknown unit 'Bits' [bad-quantity]"),
        ("client ──▶ cache", "client ──" + "─" * 60 + "▶ cache", "columns in 'diagram' [wide-diagram]"),
        ("client ──▶ cache", "client ⚡", "'⚡' in 'diagram' does not fill one cell [off-grid]"),
        ("'Said some of api.'", "'Said little of api.'",
         "the same as 'checklist.api.0.line' [doubled-line] take one of the two out"),
        ("ask: Are clicks counted?", "ask: How long does a link live", "the same as 'questions.3.ask' [doubled-line]"),
        ("'Said some of data.'", f"'Said {'more ' * 20}.'", "21 words in 'line' [long-answer] at most 20; one breath"),
        ("answer: Five years.", f"answer: {'five ' * 26}", "26 words in 'answer' [long-answer] at most 25; one breath"),
        ("say: “Links may change.”", f"say: “{'links ' * 41}”", "41 words in 'say' [long-answer] at most 40; one breath"),
        ("fix: Lease blocks.", "fix: Lease <b>blocks</b>.", "'<b>' would be shown as text [raw-html]"),
    ],
)  # fmt: skip
def test_problem_is_found(old: str, new: str, found: str) -> None:
    assert found in edited(old, new)


def test_phase_without_a_checklist_is_named() -> None:
    text = topic_with_mock()
    cut = text[: text.index("    wrap-up:\n")] + text[text.index("  sources: [book]\nnotes") :]
    assert "the checklist lacks 'wrap-up' [bad-value] give each phase 3 to 6 lines" in found_in(cut)


def test_note_that_nothing_leads_to_is_named_where_it_stands() -> None:
    assert found_in(topic_with_mock(mock=mock_section(NOTES[:6]))) == (
        "77:10 «note-7» the mock does not lead to 'note-7' [unlinked-note] name it in the 'notes' of a line or a change"
    )


def test_links_are_not_looked_at_while_notes_are_missing() -> None:
    text = topic_with_mock().replace("notes: [note-1]}\n", "notes: [note-99]}\n")
    assert "unknown-note" not in found_in(text, all_notes=False)


def test_section_that_is_no_set_of_fields_is_told() -> None:
    assert "'mock' is a set of fields [wrong-shape] see docs/card-format.md" in found_in(
        topic_with_mock(mock="mock: yes\n")
    )


def test_broken_section_leaves_the_notes_as_they_are() -> None:
    topic, problems = read_topic(topic_with_mock(mock="mock: {say: x}\n"), "topic.yaml", "area", "topic")
    assert topic is not None
    assert (topic.mock, len(topic.notes), topic.all_notes) == (None, 7, True)
    assert problems
