"""`sdcards preview`: the page as a file and as a site, with its problems in their places."""

from pathlib import Path

import pytest

from sdcards.cli.previewing import Selection, read_preview
from sdcards.errors import SdcardsError
from sdcards.notes.note import Note
from sdcards.pages.preview import PreviewDeck
from tests.cli.conftest import TOPIC, Run

LATENCY = "estimation/latency-ladder"


def write(deck: Path, text: str, topic: str = LATENCY) -> Path:
    file = deck / f"{topic}.yaml"
    file.write_text(text, "utf-8")
    return file


def previewed(deck: Path) -> PreviewDeck:
    return read_preview(Selection(deck))


def told(found: PreviewDeck) -> dict[str, list[str]]:
    """The problems' codes by the card they stand at, by their topic, or by nothing."""
    places = {"": found.findings, **{topic.slug: topic.findings for topic in found.topics}}
    places |= {card.id: card.findings for card in found.cards()}
    return {place: [finding.code for finding in findings] for place, findings in places.items() if findings}


def test_page_is_written_and_its_path_printed(run: Run, deck: Path, tmp_path: Path) -> None:
    outcome = run("preview")
    assert (outcome.code, outcome.err) == (0, "")
    file = Path(outcome.out.strip())
    assert file == tmp_path / "cache" / "preview.html"
    page = file.read_text("utf-8")
    assert "How long does one random read from main memory take?" in page
    assert page.count("<article") == 4
    assert f'href="{(deck / LATENCY).as_uri()}.yaml"' in page


def test_page_of_some_files_has_their_cards_only(run: Run, deck: Path) -> None:
    (deck / "deck.yaml").write_text(
        (deck / "deck.yaml").read_text("utf-8").replace("4}", "4, other-topic: 1}"), "utf-8"
    )
    write(deck, TOPIC.replace("Latency ladder", "Other").replace("id: ", "id: other-"), "estimation/other-topic")
    page = Path(run("preview", str(deck / "estimation" / "other-topic.yaml")).out.strip()).read_text("utf-8")
    assert page.count("<article") == page.count('<article id="other-')
    assert page.count("<article") == 4


def test_problems_are_counted_beside_the_path(run: Run, deck: Path) -> None:
    write(deck, TOPIC.replace("[napkin-math]", "[nobody]"))
    outcome = run("preview")
    assert outcome.code == 0
    assert outcome.err == "3 problems on the page; 'sdcards check' lists them all\n"


def test_problem_of_a_note_stands_at_its_cards(deck: Path) -> None:
    write(deck, TOPIC.replace("cost: Stale reads.\n    sources: [napkin-math]", "cost: Stale.\n    sources: [nobody]"))
    found = previewed(deck)
    assert told(found) == {"cache-beside-store/tool": ["unknown-source"], "cache-beside-store/cost": ["unknown-source"]}
    (finding,) = next(card.findings for card in found.cards() if card.findings)
    assert finding.hint == "add it to sources.yaml"
    assert str(finding.source) == "cards/estimation/latency-ladder.yaml:21"
    assert finding.excerpt == "  21 │     sources: [nobody]\n     │               ^^^^^^"


def test_note_that_cannot_be_read_leaves_its_problems_to_the_topic(deck: Path) -> None:
    write(deck, TOPIC.replace("symptom:", "sympton:"))
    found = previewed(deck)
    assert told(found) == {"latency-ladder": ["unknown-field"]}
    assert [card.id for card in found.cards()] == ["ram-random-read/value", "log-a-day/result"]


def test_file_that_is_no_yaml_is_a_topic_with_its_problem(deck: Path) -> None:
    write(deck, "topic: [oops\n")
    found = previewed(deck)
    assert told(found) == {"latency-ladder": ["bad-yaml"]}
    assert found.topics[0].title == "latency-ladder.yaml"


def test_problem_of_the_whole_deck_stands_above(deck: Path) -> None:
    (deck / "sources.yaml").write_text("napkin-math: {title: x, authors: y, year: 2026}\nother: [\n", "utf-8")
    assert "" in told(previewed(deck))


def test_note_that_anki_cannot_show_says_why(deck: Path) -> None:
    text = "[a link](https://{{c1::example}}.org)"
    write(deck, f'{TOPIC}\n  - {{id: bad-hole, type: cloze, wave: 1, text: "{text}", sources: [napkin-math]}}\n')
    (card,) = [card for card in previewed(deck).cards() if card.note == "bad-hole"]
    assert card.back == ""
    assert "a hole stands in the address or title of a link" in card.findings[-1].message


def test_refusal_that_check_does_not_know_of_is_said(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(note: Note, *_: object) -> None:
        raise SdcardsError(f"note '{note.id}': cannot be shown")

    monkeypatch.setattr("sdcards.cli.previewing.build_note", refuse)
    first = next(previewed(deck).cards())
    assert (first.note, first.back) == ("ram-random-read", "")
    assert [finding.message for finding in first.findings] == ["note 'ram-random-read': cannot be shown"]


def test_diagram_is_inside_the_page(deck: Path) -> None:
    write(deck, TOPIC.replace("cost: Stale reads.", "cost: Stale reads.\n    diagram: |\n      ┌───┐\n      └───┘"))
    (tool, _) = [card for card in previewed(deck).cards() if card.note == "cache-beside-store"]
    assert 'src="data:image/svg+xml;base64,' in tool.back


@pytest.mark.parametrize(
    ("editor", "address"),
    [("code --wait", "vscode://file/"), ("/usr/bin/cursor", "cursor://file/"), ("vi", "file:///"), ("", "file:///")],
)
def test_source_opens_in_an_editor_that_has_addresses(
    editor: str, address: str, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.delenv("EDITOR", raising=False)
    source = next(previewed(deck).cards()).source
    assert source.address.startswith(address)
    assert source.address.endswith(":5") == (not address.startswith("file"))


def test_file_outside_of_the_deck_is_named_whole(deck: Path, tmp_path: Path) -> None:
    assert Selection(deck).source(str(tmp_path / "elsewhere.yaml"), 3).path == (tmp_path / "elsewhere.yaml").as_posix()


def test_site_is_one_page_that_names_no_path_of_this_machine(run: Run, deck: Path, tmp_path: Path) -> None:
    outcome = run("preview", "--out", str(tmp_path / "site"))
    file = tmp_path / "site" / "index.html"
    assert outcome.out == f"{file}\n"
    assert [path.name for path in file.parent.iterdir()] == ["index.html"]
    assert str(deck.parent) not in file.read_text("utf-8")
    assert "file:" not in file.read_text("utf-8")


@pytest.mark.parametrize("option", ["-o", "--output", "--out"])
def test_site_is_asked_for_as_every_other_file_is(run: Run, tmp_path: Path, option: str) -> None:
    assert run("preview", option, str(tmp_path / "site")).out == f"{tmp_path / 'site' / 'index.html'}\n"


def test_site_replaces_its_own_page_and_touches_nothing_else(run: Run, deck: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    run("preview", "--out", str(site))
    (site / "CNAME").write_text("cards.example", "utf-8")
    write(deck, TOPIC.replace("How long does", "How very long does"))
    assert run("preview", "--out", str(site)).code == 0
    assert "How very long does" in (site / "index.html").read_text("utf-8")
    assert sorted(path.name for path in site.iterdir()) == ["CNAME", "index.html"]


@pytest.mark.usefixtures("deck")
def test_site_of_somebody_else_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>My page</h1>", "utf-8")
    outcome = run("preview", "--out", str(tmp_path))
    assert outcome.code == 1
    assert (
        outcome.err
        == f"sdcards: '{tmp_path / 'index.html'}' is not a page of ours; name another folder, or move it away\n"
    )
    assert (tmp_path / "index.html").read_text("utf-8") == "<h1>My page</h1>"


@pytest.mark.usefixtures("deck")
def test_folder_that_cannot_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    outcome = run("preview", "--out", str(tmp_path / "file" / "site"))
    assert outcome.code == 1
    assert outcome.err.startswith(f"sdcards: there is no folder '{tmp_path / 'file'}' for 'site'")


@pytest.mark.usefixtures("deck")
def test_page_opens_in_the_browser(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    run("preview", "--open")
    assert opened == [(tmp_path / "cache" / "preview.html").as_uri()]


@pytest.mark.usefixtures("deck")
def test_machine_without_a_browser_is_told_where_to_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    outcome = run("preview", "--open")
    assert outcome.code == 1
    assert "found no browser to open; go to file:///" in outcome.err


@pytest.mark.usefixtures("deck")
def test_watching_and_a_site_exclude_each_other(run: Run) -> None:
    outcome = run("preview", "--watch", "--out", "site")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "sdcards: '--watch' shows a page and '--output' writes one; choose one\n"


def test_no_deck_is_an_error_of_one_line(run: Run, tmp_path: Path) -> None:
    assert run("preview", str(tmp_path)).err.startswith(f"sdcards: '{tmp_path}' belongs to no deck")
    with pytest.raises(SdcardsError, match="no deck in"):
        read_preview(Selection(tmp_path))
