"""The cards as a page. What the browser makes of it is in tests/pages/real."""

import re
from base64 import b64encode
from hashlib import sha256

from sdcards.pages.preview import PreviewDeck, preview_page
from tests.pages.previews import card, deck, finding, topic


def policy_of(page: str) -> str:
    (found,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return str(found)


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def article(page: str, name: str) -> str:
    """The card's element, whole."""
    return page.partition(f'id="{name}"')[2].partition("</article>")[0]


def test_both_faces_stand_in_frames() -> None:
    shown = article(preview_page(deck(topic(card()))), "a-note/answer")
    assert '<p>Front</p><div class="frame"><div class="card"><div>How long?</div></div></div>' in shown
    assert '<hr class="answer"><div>50 µs</div></div></div>' in shown


def test_policy_names_the_one_script_and_the_one_style_sheet() -> None:
    page = preview_page(deck(topic(card())))
    policy = policy_of(page)
    ((style,), (script,)) = (
        re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
        re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
    )
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src {digest(script)};" in policy
    assert f"style-src {digest(style)} " in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "connect-src" not in policy
    assert re.findall(r"(?:img|base|form)[a-z-]* [^;]*", policy) == [
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_only_a_served_page_may_ask_for_more() -> None:
    page = preview_page(deck(), version="3")
    assert "connect-src 'self'" in policy_of(page)
    assert 'data-version="3"' in page


def test_page_loads_nothing() -> None:
    page = preview_page(deck(topic(card(), findings=(finding(),))))
    assert not re.search(r"<(link|iframe|object|embed|base|img)\b|@import|url\(|\bsrc=", page)
    assert not re.search(r"<[^>]* on\w+=", page)


def test_every_word_of_an_author_is_escaped() -> None:
    hostile = "<script>alert(1)</script>"
    wrong = finding(hostile)
    told = deck(topic(card("x/y", kind=hostile, tags=(hostile,), findings=(wrong,)), slug=hostile, findings=(wrong,)))
    page = preview_page(PreviewDeck(hostile, "", told.topics, (wrong,)))
    assert page.count("<script>") == 1
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 6


def test_problems_stand_at_their_card_their_topic_or_above() -> None:
    wrong = card(findings=(finding("of the card"),))
    page = preview_page(deck(topic(wrong, findings=(finding("of the topic"),)), findings=(finding("of the deck"),)))
    assert "of the card</b>: mend it" in article(page, "a-note/answer")
    assert 'data-wrong="yes"' in page
    assert (
        page.index("of the deck")
        < page.index("<h2><small>An area")
        < page.index("of the topic")
        < page.index("<article")
    )
    assert "<pre>   8 │ x\n     │ ^\n</pre>" in page
    assert 'role="status" data-problems="3">1 card, 3 problems</p>' in page


def test_problem_of_a_note_counts_once() -> None:
    twice = [card(f"a-note/{name}", findings=(finding(),)) for name in ("one", "two")]
    assert deck(topic(*twice)).problems() == 1
    assert ">2 cards, 1 problem</p>" in preview_page(deck(topic(*twice)))


def test_card_without_faces_shows_its_problem_alone() -> None:
    shown = article(preview_page(deck(topic(card(front="", back="", findings=(finding(),))))), "a-note/answer")
    assert "it is wrong" in shown
    assert "frame" not in shown


def test_card_that_cannot_be_read_any_more_says_so() -> None:
    page = preview_page(deck(topic(card(kept=True))))
    assert "this is how it was before" in article(page, "a-note/answer")
    assert 'data-wrong="yes"' in page


def test_source_is_linked_where_it_can_be_opened() -> None:
    page = preview_page(deck(topic(card())))
    assert '<a href="file:///cards/area/topic.yaml">cards/area/topic.yaml:7</a>' in page
    nowhere = card(source=finding().source)
    assert "<span>cards/area/topic.yaml:8</span>" in preview_page(deck(topic(nowhere)))


def test_filters_offer_what_there_is() -> None:
    page = preview_page(deck(topic(card(), card("b/c", kind="Trade-off", tags=("extra",))), topic(slug="other")))
    assert '<option value="area">An area</option>' in page
    assert '<option value="area/other">Other</option>' in page
    assert '<option value="trade-off">Trade-off</option>' in page
    assert re.findall(r'<option value="([a-z]+-?\d?)">\1<', page) == ["extra", "level-1", "wave-2"]


def test_digest_changes_with_what_a_card_says_and_with_nothing_else() -> None:
    def digests(*names: str, back: str = "x") -> list[str]:
        return re.findall(r'data-digest="(\w+)"', preview_page(deck(topic(*(card(name, back=back) for name in names)))))

    assert digests("a/b") == digests("a/b", "c/d")[:1]
    assert digests("a/b") != digests("a/b", back="y")
