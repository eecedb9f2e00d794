"""Which problems a note may accept. Editors are told of them too, and need no rules for that."""

ACCEPTABLE = {
    "long-answer": "An answer has more words than one breath holds.",
    "long-list": "A list is longer than people remember.",
    "yes-no": "The answer is yes or no, or one of two.",
    "alike": "Two questions are easily confused.",
    "untaught-term": "A term is used before it is taught.",
    "raw-html": "Text that looks like HTML, and is shown as it stands.",
    "stale": "A number is past its shelf life, and still right.",
}
"""Matters of judgement, each with what it is about; the rest are faults."""
