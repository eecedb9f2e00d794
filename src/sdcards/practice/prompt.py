"""A worked prompt for the mock interview: what the interviewer says and knows, and what a strong answer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, Field

from sdcards.notes.card import Number
from sdcards.notes.inputs import middle, read_inputs
from sdcards.notes.note import Diagram, Markdown
from sdcards.practice.phases import PHASES
from sdcards.practice.prompt_fields import NoteLinks, Phase, PlainAsk, Said, SingleInputs
from sdcards.reading.problems import AS_WRITTEN
from sdcards.reading.span import quoted

if TYPE_CHECKING:
    from sdcards.notes.judging import Solution


def _whole(checklist: dict[str, tuple[Line, ...]]) -> dict[str, tuple[Line, ...]]:
    if missing := [phase for phase in PHASES if phase not in checklist]:
        raise ValueError(f"the checklist lacks {', '.join(map(quoted, missing))}; give each phase 3 to 6 lines")
    return checklist


class _Part(BaseModel):
    model_config = AS_WRITTEN


class Question(_Part):
    """What a strong candidate asks about the requirements, and what the interviewer answers."""

    ask: Annotated[Markdown, Field(description="The question.", examples=["How many new links a month?"])]
    answer: Annotated[
        Markdown, Field(description="The interviewer's answer, with its number.", examples=["A hundred million."])
    ]


class Estimate(_Part):
    """A sum that the design needs, worked out with the interviewer's numbers."""

    ask: Annotated[
        PlainAsk,
        Field(description="What is estimated.", examples=["How many redirects a second, at the peak?"]),
    ]
    given: Annotated[
        SingleInputs,
        Field(
            description="The inputs, each a single value with its unit.",
            examples=[{"links": "100", "opens": "100", "peak": "3"}],
        ),
    ]
    formula: Annotated[
        Markdown,
        Field(description="How the result comes about.", examples=["links * 1e6 * opens / (1 month) * peak"]),
    ]
    unit: Annotated[str, Field(description="The unit of the result.", examples=["req/s"])]
    so: Annotated[
        Markdown,
        Field(description="What follows for the design.", examples=["One cache node serves that."]),
    ]

    def number(self) -> Number:
        """The sum as the engine of the drills takes it."""
        return Number(1, formula=self.formula, unit=self.unit, given=read_inputs(self.given))

    def worked(self) -> Solution:
        """The result and its working; raises QuantityError where the formula is wrong."""
        from sdcards.notes.judging import solve  # a check of the prompt needs no working

        number = self.number()
        return solve(number, middle(number))


class Bottleneck(_Part):
    """What breaks first, what mends it, and what that costs."""

    bottleneck: Annotated[
        Markdown, Field(description="What breaks.", examples=["Reads are a hundred times the writes."])
    ]
    fix: Annotated[Markdown, Field(description="What mends it.", examples=["Cache code → URL in front of the store."])]
    cost: Annotated[
        Markdown, Field(description="What the fix costs.", examples=["A deleted link lives on until its TTL."])
    ]


class Tradeoff(_Part):
    """A choice, its reason and its price."""

    choose: Annotated[Markdown, Field(description="What is chosen.", examples=["`302`"])]
    over: Annotated[Markdown, Field(description="Instead of what.", examples=["`301`"])]
    because: Annotated[Markdown, Field(description="Why.", examples=["Every click comes to us and can be counted."])]
    cost: Annotated[Markdown, Field(description="What it costs.", examples=["We serve every click."])]


class Slip(_Part):
    """The mistake that this prompt invites."""

    mistake: Annotated[
        Markdown, Field(description="What people do.", examples=["Drawing the hash function before asking how long."])
    ]
    instead: Annotated[
        Markdown, Field(description="What to do instead.", examples=["Ask about length, lifetime and guessing first."])
    ]


class Change(_Part):
    """A requirement that the interviewer changes in the middle of the design."""

    say: Annotated[
        Said,
        Field(description="The interviewer's words.", examples=["“Marketing wants the clicks within ten seconds.”"]),
    ]
    answer: Annotated[
        Markdown, Field(description="What a strong candidate answers.", examples=["Send each click to a log."])
    ]
    notes: NoteLinks


class Line(_Part):
    """One thing that a strong answer contains."""

    line: Annotated[
        Markdown,
        Field(
            description="What one said, with a verb in the past first.",
            examples=["Asked whether codes must be hard to guess."],
        ),
    ]
    weight: Annotated[int, Field(ge=1, le=3, description="1 nice, 2 expected, 3 decisive.", examples=[2])]
    notes: NoteLinks


Lines = Annotated[tuple[Line, ...], Field(min_length=3, max_length=6)]


class Prompt(_Part):
    """The ``mock`` section of a topic file."""

    say: Annotated[
        Said,
        Field(
            description="The interviewer's opening, one to three sentences.",
            examples=["“Design a service that turns a long URL into a short one.”"],
        ),
    ]
    questions: Annotated[
        tuple[Question, ...],
        Field(
            min_length=5,
            max_length=8,
            description="What a strong candidate asks about the requirements.",
            examples=[[{"ask": "How many new links a month?", "answer": "A hundred million."}]],
        ),
    ]
    estimates: Annotated[
        tuple[Estimate, ...],
        Field(
            min_length=2,
            max_length=4,
            description="The sums, with the interviewer's numbers.",
            examples=[
                [
                    {
                        "ask": "How many new links a second?",
                        "given": {"links": "100"},
                        "formula": "links * 1e6 / (1 month)",
                        "unit": "req/s",
                        "so": "Writes are no problem.",
                    }
                ]
            ],
        ),
    ]
    api: Annotated[
        tuple[Markdown, ...],
        Field(
            min_length=2, max_length=5, description="The calls.", examples=[["`POST /links` with the URL → the code."]]
        ),
    ]
    data: Annotated[
        tuple[Markdown, ...],
        Field(
            min_length=2,
            max_length=5,
            description="Each entity: its key, the fields that matter, its store.",
            examples=[["`link`: code (key), url, owner, created, expires."]],
        ),
    ]
    diagram: Annotated[
        Diagram, Field(description="The design, drawn in text.", examples=["client ──▶ service ──▶ store\n"])
    ]
    bottlenecks: Annotated[
        tuple[Bottleneck, ...],
        Field(
            min_length=2,
            max_length=4,
            description="What breaks first.",
            examples=[[{"bottleneck": "Reads.", "fix": "Cache code → URL.", "cost": "Stale links until the TTL."}]],
        ),
    ]
    tradeoffs: Annotated[
        tuple[Tradeoff, ...],
        Field(
            min_length=2,
            max_length=3,
            description="The choices worth saying.",
            examples=[
                [{"choose": "`302`", "over": "`301`", "because": "Clicks are counted.", "cost": "We serve them."}]
            ],
        ),
    ]
    pitfall: Annotated[
        Slip,
        Field(
            description="The mistake that this prompt invites.",
            examples=[{"mistake": "Drawing before asking.", "instead": "Ask about length and lifetime first."}],
        ),
    ]
    changes: Annotated[
        tuple[Change, ...],
        Field(
            min_length=2,
            max_length=3,
            description="Changes of requirement; one of them is sprung in the middle of the design.",
            examples=[[{"say": "“Links may now expire.”", "answer": "Keep a TTL.", "notes": ["shortener-expiry"]}]],
        ),
    ]
    checklist: Annotated[
        dict[Phase, Lines],
        AfterValidator(_whole),
        Field(
            description="For every phase, what a strong answer contains.",
            examples=[{"requirements": [{"line": "Asked for the scale.", "weight": 3, "notes": ["ask-for-scale"]}]}],
            json_schema_extra={"required": list(PHASES)},
        ),
    ]
    sources: Annotated[
        tuple[Markdown, ...],
        Field(min_length=1, description="Keys of cards/sources.yaml.", examples=[["xu1-8"]]),
    ]
