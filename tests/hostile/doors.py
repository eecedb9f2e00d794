"""All doors that foreign input comes through."""

from tests.hostile import files, texts
from tests.hostile.target import Target

TARGETS: tuple[Target, ...] = (*texts.TARGETS, *files.TARGETS)
