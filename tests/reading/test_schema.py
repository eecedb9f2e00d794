"""Models as JSON Schemas of what is written."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sdcards.reading.schema import TEXT, schema_of

NUMBER = {"type": ["integer", "string"], "pattern": r"^\s*[-+]?[0-9][0-9_]*(\.0*)?\s*$",
          "patternErrorMessage": "a whole number belongs here"}  # fmt: skip


class Part(BaseModel):
    """A part.

    And more about it.
    """

    text: str


class Whole(BaseModel):
    """A ``whole``."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str | None, Field(min_length=1, max_length=9, description="Said.")] = None
    count: Annotated[int, Field(ge=1)] = 2
    kind: Literal["one", "two"]
    parts: tuple[Part, ...] = ()
    named: dict[Annotated[str, Field(pattern="^[a-z]$")], int] = {}
    either: Annotated[dict[Literal["a", "b"], str], Field(description="Each.", examples=[{"a": "x"}])]


def test_model_becomes_what_an_author_may_write() -> None:
    whole, parts = schema_of(Whole)
    assert parts == {
        "Part": {"type": "object", "required": ["text"], "description": "A part.", "properties": {"text": TEXT}}
    }
    told = {"description": "Each.", "examples": ["x"]}
    assert whole == {
        "type": "object",
        "description": "A 'whole'.",
        "additionalProperties": False,
        "required": ["kind", "either"],
        "properties": {
            "text": TEXT | {"minLength": 1, "description": "Said."},
            "count": NUMBER | {"default": 2, "minimum": 1},
            "kind": {"enum": ["one", "two"]},
            "parts": {"type": "array", "items": {"$ref": "#/definitions/Part"}},
            "named": {"type": "object", "propertyNames": {"pattern": "^[a-z]$"}, "additionalProperties": NUMBER},
            "either": {
                "type": "object",
                "description": "Each.",
                "examples": [{"a": "x"}],
                "properties": {"a": TEXT | told, "b": TEXT | told},
                "additionalProperties": False,
            },
        },
    }
