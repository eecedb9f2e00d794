"""A prompt for tests, as an author writes it."""

from sdcards.collection.topic import read_topic
from sdcards.practice.phases import PHASES
from sdcards.practice.prompt import Prompt

NOTES = tuple(f"note-{number}" for number in range(1, 8))
"""A note for each phase; the second of each pair of lines links none of its own."""

MOCK = """\
mock:
  say: “Design a service that turns a long URL into a short one.”
  questions:
    - {ask: How many new links a month?, answer: A hundred million.}
    - {ask: How often is a link opened?, answer: "A hundred times; at the peak three times the average."}
    - {ask: Must codes be hard to guess?, answer: "Yes, links are private."}
    - {ask: How long does a link live?, answer: Five years.}
    - {ask: Are clicks counted?, answer: "Yes, within a day."}
  estimates:
    - ask: How many redirects a second, at the peak?
      given: {links: 100, opens: 100, peak: 3}
      formula: links * 1e6 * opens / (1 month) * peak
      unit: req/s
      so: One cache node serves that.
    - ask: How much storage in five years?
      given: {links: 100, record: 500 B, years: 5}
      formula: links * 1e6 * 12 * years * record
      unit: TB
      so: One server holds it.
  api:
    - "`POST /links` with the URL → the code."
    - "`GET /{code}` → a redirect."
  data:
    - "`link`: code (key), url, expires."
    - "`click`: code, time."
  diagram: |
    client ──▶ cache ──▶ store
  bottlenecks:
    - {bottleneck: Reads are many., fix: Cache them., cost: Stale links until the TTL.}
    - {bottleneck: One counter., fix: Lease blocks., cost: Numbers are lost.}
  tradeoffs:
    - {choose: "`302`", over: "`301`", because: Clicks can be counted., cost: We serve each click.}
    - {choose: Random codes, over: Counting up, because: Nobody walks them., cost: A check for collisions.}
  pitfall: {mistake: Drawing before asking., instead: Ask about length and lifetime first.}
  changes:
    - {say: “Clicks within ten seconds.”, answer: A log and a stream job., notes: [note-1]}
    - {say: “Links may change.”, answer: Delete the cached key., notes: [note-2]}
  checklist:
"""


def mock_section(notes: tuple[str, ...] = NOTES) -> str:
    """The section, with three lines a phase; the notes in turn."""
    lines = []
    for number, phase in enumerate(PHASES):
        lines.append(f"    {phase}:\n")
        lines += [
            f"      - {{line: 'Said {word} of {phase}.', weight: {weight}, notes: [{notes[number % len(notes)]}]}}\n"
            for weight, word in enumerate(("little", "some", "most"), start=1)
        ]
    return f"{MOCK}{''.join(lines)}  sources: [book]\n"


def topic_with_mock(title: str = "URL shortener", mock: str | None = None) -> str:
    """A topic file of seven notes with that section."""
    notes = "".join(
        f"  - {{id: {note}, type: basic, wave: 1, front: Question {note}, back: Answer {note}, sources: [book]}}\n"
        for note in NOTES
    )
    section = mock_section() if mock is None else mock
    return f"topic: {title}\nabout: A prompt.\n{section}notes:\n{notes}"


def read_prompt(text: str | None = None) -> Prompt:
    """The prompt of a topic file in which nothing is wrong."""
    topic, problems = read_topic(topic_with_mock() if text is None else text, "topic.yaml", "area", "topic")
    assert "\n".join(map(str, problems)) == "", "\n".join(map(str, problems))
    assert topic is not None
    assert topic.mock is not None
    return topic.mock
