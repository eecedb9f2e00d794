"""Reading estimates.yaml, alone and as a part of a deck."""

from contextlib import closing
from pathlib import Path

import pytest

from sdcards.collection.collection import read_collection
from sdcards.collection.compiled import compiled_deck, open_compiled, problem_count
from sdcards.collection.estimates import read_estimates
from sdcards.collection.joined import joined_deck
from sdcards.collection.lookup import read_kinds
from sdcards.collection.rules import problems_of
from sdcards.ids import CardId
from sdcards.notes.card import Card, Given, Number
from sdcards.practice.drills import Kind
from tests.authoring import brief, whole_topic
from tests.decks import basic, write_deck

SCENE = """\
    - id: {id}
      ask: At {{rate}}, how many a day?
      given: {{rate: 1 req/s .. 9 req/s}}
      formula: rate * 1 day
      unit: req
      so: Few.
"""
HEAD = "rate:\n  title: Rate\n  topic: topic\n  scenes:\n"
GOOD = HEAD + "".join(SCENE.format(id=f"scene-{n}") for n in range(3))


def problems_in(folder: Path, text: str) -> str:
    """What is wrong with a deck that has this estimates.yaml; everything else in it is sound."""
    write_deck(folder, {"area/topic": basic("first")}, "book: {title: A, authors: B, year: 2020}\n")
    (folder / "estimates.yaml").write_text(text, "utf-8")
    collection, problems = read_collection(folder)
    found = sorted((*problems, *problems_of(collection)))
    return brief(problem for problem in found if problem.span.source.path.endswith("estimates.yaml"))


def kinds_of(folder: Path, cache: Path) -> tuple[tuple[Kind, ...], int]:
    """What the compiled deck has of drills, and its number of problems."""
    with closing(open_compiled(compiled_deck(str(folder), str(cache)))) as deck:
        return read_kinds(deck), problem_count(deck)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_deck(tmp_path / "deck", {"area/topic": basic("first")})
    (made / "estimates.yaml").write_text(GOOD, "utf-8")
    return made


def test_compiled_deck_has_the_kinds_with_their_scenes(folder: Path, tmp_path: Path) -> None:
    (kind,), problems = kinds_of(folder, tmp_path)
    assert problems == 0
    assert (kind.name, kind.title, kind.topic) == ("rate", "Rate", "topic")
    assert [scene.id for scene in kind.scenes] == ["rate/scene-0", "rate/scene-1", "rate/scene-2"]
    number = Number(1.5, formula="rate * 1 day", unit="req", given=(Given("rate", 1, 9, "req/s"),))
    ask = "At {rate}, how many a day?"
    assert kind.scenes[0] == Card(CardId("rate/scene-0"), ask, "", (("so", "Few."),), number=number)


def test_compiled_deck_follows_the_file(folder: Path, tmp_path: Path) -> None:
    before, _ = kinds_of(folder, tmp_path)
    (folder / "area" / "topic.yaml").write_text(whole_topic(basic("other")), "utf-8")
    assert kinds_of(folder, tmp_path) == (before, 0)
    (folder / "estimates.yaml").write_text(GOOD.replace("Few.", "Many."), "utf-8")
    assert kinds_of(folder, tmp_path)[0][0].scenes[0].details == (("so", "Many."),)
    (folder / "estimates.yaml").unlink()
    assert kinds_of(folder, tmp_path) == ((), 0)


def test_problems_in_the_file_count_until_they_are_mended(folder: Path, tmp_path: Path) -> None:
    (folder / "estimates.yaml").write_text(f"broken: 5\n{GOOD}", "utf-8")
    assert kinds_of(folder, tmp_path)[1] == 1
    (folder / "area" / "topic.yaml").write_text(whole_topic(basic("other")), "utf-8")
    kinds, problems = kinds_of(folder, tmp_path)
    assert ([kind.name for kind in kinds], problems) == (["rate"], 1)


def test_file_that_cannot_be_read_has_a_problem_and_no_kinds(folder: Path, tmp_path: Path) -> None:
    (folder / "estimates.yaml").write_bytes(b"rate: \xff\xfe")
    assert kinds_of(folder, tmp_path) == ((), 1)


def test_scenes_of_an_own_deck_join_those_of_ours(folder: Path, tmp_path: Path) -> None:
    own = write_deck(tmp_path / "own", {"area/topic": basic("first")})
    (own / "estimates.yaml").write_text(GOOD + GOOD.replace("rate:", "mine:", 1).replace("scene-", "other-"), "utf-8")
    with closing(open_compiled(joined_deck(str(folder), {"my": str(own)}, str(tmp_path)))) as deck:
        rate, mine = read_kinds(deck)
    assert [len(rate.scenes), len(mine.scenes)] == [6, 3]
    assert [rate.scenes[0].id, rate.scenes[3].id] == ["rate/scene-0", "rate/my:scene-0"]


def test_sound_drills_have_no_problem(tmp_path: Path) -> None:
    assert problems_in(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("rate * 1 day", "rate *", "«rate *» the formula ends too early [bad-formula]"),
        ("unit: req\n", "unit: foo\n", "«foo» unknown unit 'foo' [bad-quantity]"),
        ("rate * 1 day", "3 * 1 day", "'rate' is given but not used [bad-formula]"),
        ("rate * 1 day", "1 req - rate * 1 day", "within the ranges [bad-formula] keep it above zero"),
        ("{rate}", "{rates}", "«{rates}» 'ask' has '{rates}', which is not given [bad-value]"),
        ("id: scene-1", "id: scene-0", "«scene-0» 'scene-0' stands here twice [doubled-id] choose another"),
        ("topic: topic", "topic: topik", "«topik» there is no topic 'topik' [bad-value] did you mean 'topic'?"),
        ("so: Few.", "so: <b>Few</b>", "'<b>' would be shown as text [raw-html]"),
        ("so: Few.", f"so: {'many ' * 26}", "26 words in 'so' [long-answer] at most 25; one breath"),
        ("so: Few.", "soo: Few.", "unknown field 'soo' [unknown-field] did you mean 'so'?"),
        ("title: Rate\n  ", "", "the field 'title' is missing [missing-field]"),
    ],
)
def test_problem_is_said_at_its_place(tmp_path: Path, was: str, now: str, expected: str) -> None:
    assert expected in problems_in(tmp_path, GOOD.replace(was, now, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- a list\n",
            "the file has no fields [wrong-shape] name kinds of drills, each with 'title', 'topic' and 'scenes'",
        ),
        ("rate: 5\n", "«5» 'rate' is no set of fields [wrong-shape] give it 'title', 'topic' and 'scenes'"),
        (HEAD + SCENE.format(id="only-one"), "'scenes' has 1 entry [bad-length] at least 3"),
        ("rate: {\n", "[bad-yaml]"),
    ],
)
def test_file_of_another_shape_is_a_problem(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in problems_in(tmp_path, text)


@pytest.mark.parametrize("text", ["", "# none yet\n"])
def test_file_may_be_empty_as_those_beside_it(text: str) -> None:
    assert read_estimates(text, "estimates.yaml") == ((), ())


def test_one_bad_kind_leaves_the_others() -> None:
    kinds, problems = read_estimates(f"peak: 5\n{GOOD}", "estimates.yaml")
    assert [kind.name for kind in kinds] == ["rate"]
    assert len(problems) == 1
