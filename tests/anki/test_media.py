"""Pictures as files of a package, and the HTML that shows them."""

from hashlib import sha256

from sdcards.anki.diagram import to_svg
from sdcards.anki.media import shown


def test_picture_is_a_file_named_after_its_bytes() -> None:
    _, (picture,) = shown("A ─▶ B")
    assert picture.content == to_svg("A ─▶ B").encode()
    assert picture.name == f"sdcards-{sha256(picture.content).hexdigest()[:20]}.svg"


def test_its_words_are_there_for_those_who_cannot_see_it() -> None:
    html, (picture,) = shown("App ─▶ Cache\n       ✗")
    assert html == f'<img class="diagram" alt="Diagram: App, Cache" src="{picture.name}">'


def test_no_word_ends_the_text_or_commands_anki() -> None:
    html, _ = shown('"A" <b> {{B}}  [sound:x.mp3]')
    assert 'alt="Diagram: &quot;A&quot; &lt;b&gt; {&#123;B&#125;}, &#91;sound:x.mp3]"' in html


def test_without_a_diagram_there_is_nothing_to_show() -> None:
    assert shown(None) == ("", ())
