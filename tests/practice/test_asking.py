"""Questions in anybody's words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.collection.collection import read_collection
from sdcards.practice.asking import answer_to
from sdcards.practice.prompt import Question
from tests.practice.mocking import read_prompt
from tests.practice.natural_questions import ASKED

QUESTIONS = read_prompt().questions
LINKS, OPENS, GUESS, LIFE, CLICKS = (question.ask for question in QUESTIONS)
SHIPPED, _ = read_collection(Path(__file__).parents[2] / "cards")


def meant(said: str) -> str | None:
    found = answer_to(said, QUESTIONS)
    return found.ask if found else None


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("How many new links a month?", LINKS),
        ("how many links are there", LINKS),
        ("creating new ones", LINKS),
        ("opened", OPENS),
        ("peak", OPENS),
        ("do codes have to be unguessable?", GUESS),
        ("SECURITY", GUESS),
        ("guesss", GUESS),
        ("private", GUESS),
        ("ttl", LIFE),
        ("when do they expire", LIFE),
        ("dürfen codes güess", GUESS),
        ("analytics?", CLICKS),
        ("count the clicks", CLICKS),
    ],
)
def test_question_is_known_by_its_meaning(said: str, question: str) -> None:
    assert meant(said) == question


@pytest.mark.parametrize(
    "said", ["", "  ?!", "what is it", "Which cloud do we use?", "favourite colour", "how many servers"]
)
def test_what_nobody_foresaw_has_no_answer(said: str) -> None:
    assert meant(said) is None


PROMPTS = {topic.slug: topic.mock.questions for topic in SHIPPED.topics() if topic.mock}


@pytest.mark.parametrize(
    ("slug", "said", "beginning"),
    [
        ("chat", "What's the expected traffic?", "How many people use it"),
        ("file-sync", "What's the expected traffic?", "How many users"),
        ("leaderboard", "How many daily active users?", "How many players"),
        ("payments", "how long do we keep data?", "How long are records kept"),
        ("web-crawler", "For how long should we store pages?", "How big is a page, and how long"),
        ("video-streaming", "what latency do we need at p99?", "How fast must a video start"),
        ("news-feed", "can users edit or delete posts?", "What happens to a post"),
        ("url-shortener", "What's the peak load?", "How far does the busiest hour rise"),
        ("ticket-booking", "What's the peak load?", "What does the worst sale"),
        ("typeahead", "is eventual consistency okay?", "How fresh must it be"),
        ("distributed-cache", "Is it global or one region?", "Who calls it, and from where"),
        ("rate-limiter", "what if it is down?", "What happens to requests while the limiter is down"),
        ("video-streaming", "do we need analytics?", "How"),
        ("video-streaming", "how many viewers?", "How many people watch"),
        ("web-crawler", "politeness?", "How politely"),
        ("rate-limiter", "how accurate does it need to be?", "How strict"),
        ("chat", "can I lose messages?", "What must one tick promise"),
    ],
)
def test_candidates_words_find_the_question(slug: str, said: str, beginning: str) -> None:
    found = answer_to(said, PROMPTS[slug])
    assert found is not None
    assert found.ask.startswith(beginning)


def test_most_of_what_candidates_type_is_answered_and_little_of_it_by_a_neighbour() -> None:
    """Words cannot tell all that is meant; what is not understood is the candidate's to assume, a neighbour misleads."""
    given = [
        (beginning, found.ask if (found := answer_to(said, PROMPTS[slug])) else "")
        for slug, meant in ASKED.items()
        for beginning, questions in meant.items()
        for said in questions
    ]
    right = sum(ask.startswith(beginning) if beginning else not ask for beginning, ask in given)
    unheard = sum(not ask for beginning, ask in given if beginning)
    assert len(given) >= 20 * len(PROMPTS)
    assert right >= 0.82 * len(given)
    assert len(given) - right - unheard <= 0.11 * len(given)


@pytest.mark.parametrize("slug", PROMPTS)
@pytest.mark.parametrize(
    "said",
    [
        "How big is the team?",
        "Which cloud do we use?",
        "What's the budget?",
        "hello",
        "can I assume http?",
        "how large is it?",
    ],
)
def test_neighbour_does_not_answer_for_what_nobody_foresaw(slug: str, said: str) -> None:
    assert answer_to(said, PROMPTS[slug]) is None


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("ticket-booking", "do we need analytics?"),
        ("news-feed", "how long do we keep data?"),
        ("ride-hailing", "what about security and privacy?"),
        ("leaderboard", "what happens when a server crashes?"),
        ("chat", "what programming language should I use?"),
        ("video-streaming", "can users edit or delete?"),
    ],
)
def test_chance_word_is_no_answer(slug: str, said: str) -> None:
    assert answer_to(said, PROMPTS[slug]) is None


def test_no_questions_have_no_answer() -> None:
    assert answer_to("peak", ()) is None


@pytest.mark.parametrize("topic", [topic for topic in SHIPPED.topics() if topic.mock], ids=lambda topic: topic.slug)
def test_every_question_of_our_prompts_is_heard_as_it_is_written(topic: object) -> None:
    questions: tuple[Question, ...] = topic.mock.questions  # type: ignore[attr-defined]
    assert [answer_to(question.ask.lower(), questions) for question in questions] == list(questions)


@given(st.text(max_size=80))
def test_anything_may_be_said(said: str) -> None:
    assert meant(said) in {None, LINKS, OPENS, GUESS, LIFE, CLICKS}
