"""`sdcards schema`, and what `check` says of a schema that is out of date."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.decks import basic, write_topic


def test_schemas_are_written_beside_the_deck(deck: Path, run: Run) -> None:
    done = run("schema")
    names = ("topic", "deck", "sources", "estimates", "retired", "terms")
    assert done.out.splitlines() == [f"Wrote {deck / name}.schema.json." for name in names]
    assert (done.code, done.err) == (0, "")
    assert '"napkin-math"' in (deck / "topic.schema.json").read_text("utf-8")
    assert run("schema", str(deck)).out == "All schemas are up to date.\n"


def test_check_says_that_a_new_source_is_not_in_the_schema_yet(deck: Path, run: Run) -> None:
    run("schema")
    assert run("check").code == 0
    with (deck / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write("rfc-9110: {title: HTTP semantics, authors: R. Fielding, year: 2022}\n")
    said = run("check")
    assert said.code == 1
    assert said.out.startswith(f"{deck / 'topic.schema.json'}:1:1: what it tells editors is out of date [old-schema]\n")
    assert "'sdcards schema' writes it anew" in said.out
    run("schema")
    assert run("check").code == 0


def test_check_says_nothing_of_schemas_while_the_deck_cannot_be_read(deck: Path, run: Run) -> None:
    run("schema")
    (deck / "sources.yaml").write_text("napkin-math: {title: A}\n", "utf-8")
    assert "[old-schema]" not in run("check").out


def test_deck_with_a_fault_in_its_sources_gets_no_schema(deck: Path, run: Run) -> None:
    (deck / "sources.yaml").write_text("napkin-math: {title: A}\n", "utf-8")
    failed = run("schema")
    assert failed.code == 1
    assert failed.err == (
        f"sdcards: '{deck / 'sources.yaml'}' has a problem, so what to write is not known; 'sdcards check' shows it\n"
    )
    assert not (deck / "topic.schema.json").exists()


def test_fault_in_a_topic_does_not_matter(deck: Path, run: Run) -> None:
    write_topic(deck, "estimation/latency-ladder", basic("first").replace("front:", "frnt:"))
    assert run("schema").code == 0


def test_folder_without_a_deck_is_refused(tmp_path: Path, run: Run) -> None:
    failed = run("schema", str(tmp_path))
    assert failed.code == 1
    assert (
        failed.err
        == f"sdcards: no deck in '{tmp_path}'; a deck has a 'deck.yaml', see 'A deck of your own' in docs/card-format.md\n"
    )
