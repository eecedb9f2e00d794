"""The works that cards cite."""

import pytest

from sdcards.collection.sources import Source, read_sources
from tests.authoring import brief


def test_work_gives_a_key_for_itself_and_one_for_each_chapter() -> None:
    sources, problems = read_sources(
        """
ddia:
  title: Designing Data-Intensive Applications
  authors: M. Kleppmann
  year: 2017
  url: https://dataintensive.net
  chapters: {5: Replication, 6: Partitioning}
sre: {title: Site Reliability Engineering, authors: B. Beyer et al., year: 2016}
""",
        "sources.yaml",
    )
    assert problems == ()
    title, url = "Designing Data-Intensive Applications", "https://dataintensive.net"
    assert sources == {
        "ddia": Source(title, "M. Kleppmann", 2017, url),
        "ddia-5": Source(title, "M. Kleppmann", 2017, url, "ch. 5: Replication"),
        "ddia-6": Source(title, "M. Kleppmann", 2017, url, "ch. 6: Partitioning"),
        "sre": Source("Site Reliability Engineering", "B. Beyer et al.", 2016),
    }


def test_citation_is_one_line() -> None:
    assert str(Source("A Book", "A. Author", 2020)) == "A. Author, A Book (2020)"
    assert str(Source("A Book", "A. Author", 2020, "", "ch. 3: Parts")) == "A. Author, A Book, ch. 3: Parts (2020)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "",
            "1:1 «» the file has no fields [wrong-shape] name works by their keys, each with 'title', 'authors' and 'year'",
        ),
        (
            "[a]",
            "1:1 «[» the file has no fields [wrong-shape] name works by their keys, each with 'title', 'authors' and 'year'",
        ),
        ("a: [", "2:1 «» did not find expected node content [bad-yaml] check quotes, brackets and indentation"),
        (
            "{book: A Book}",
            "1:8 «A Book» 'book' is no set of fields [wrong-shape] give it 'title', 'authors' and 'year'",
        ),
        ("{book: {title: T, authors: A}}", "1:8 «{» the field 'year' is missing [missing-field] add it"),
        (
            "{book: {title: T, authors: A, year: 1492}}",
            "1:37 «1492» '1492' does not fit 'year' [bad-value] at least 1900",
        ),
        (
            "{book: {title: T, authors: A, year: 2020, url: 'javascript:x'}}",
            "1:48 «'javascript:x'» 'javascript:x' does not fit 'url' [bad-value] an address that begins with https://",
        ),
        (
            "{book: {title: T, authors: A, year: 2020, chapters: {one: X}}}",
            "1:54 «one» 'one' does not fit the names in 'chapters' [bad-value] a whole number",
        ),
        (
            "{book: {title: T, authors: A, year: 2020, isbn: 1}}",
            "1:43 «isbn» unknown field 'isbn' [unknown-field] known are authors, chapters, lasts, title, url, year",
        ),
    ],
)
def test_what_is_wrong_with_a_source_is_said_at_its_place(text: str, found: str) -> None:
    sources, problems = read_sources(text, "sources.yaml")
    assert brief(problems) == found
    assert sources == {}


def test_key_that_two_works_give_is_a_problem() -> None:
    work = "{title: T, authors: A, year: 2020"
    text = f"book: {work}, chapters: {{3: X}}}}\nbook-3: {work}}}\n"
    sources, problems = read_sources(text, "sources.yaml")
    assert brief(problems) == "2:1 «book-3» 'book-3' stands here twice [doubled-field] choose another key"
    assert sources["book-3"].chapter == "ch. 3: X"


def test_work_with_a_problem_is_left_out_and_the_others_stay() -> None:
    sources, problems = read_sources("a: {title: T}\nb: {title: T, authors: A, year: 2020}\n", "sources.yaml")
    assert list(sources) == ["b"]
    assert [problem.code for problem in problems] == ["missing-field", "missing-field"]
