"""An earlier deck out of git, without a shell and without trusting the name of a revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from sdcards.errors import SdcardsError, UsageError
from sdcards.reading.span import quoted

_MAIN = ("main", "master")
_REMOTES = ("refs/remotes/upstream/", "refs/remotes/origin/")
_REGULAR = (b"100644", b"100755")
_LARGEST_FILE = 1_200_000
"""Bytes; no larger one was ever read."""
_DEEPEST = 2
"""A topic lies in the folder of its area."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, and what people call it."""

    commit: str
    name: str


class Repository:
    """The git repository around a deck's folder."""

    def __init__(self, deck: Path) -> None:
        """Find it; raises SdcardsError where there is none, or no git."""
        if not deck.is_dir():
            raise SdcardsError(f"there is no folder '{deck}'; name the deck's folder")
        self._deck = deck
        if self._said("rev-parse", "--show-prefix") is None:
            raise SdcardsError(f"'{deck}' is in no git repository; 'sdcards diff' compares a clone with its history")

    def revision(self, name: str) -> Revision | None:
        """The commit of that name; None where there is none."""
        if not name or "\0" in name:
            return None
        commit = self._said("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return Revision(commit, name) if commit else None

    def known(self, name: str) -> Revision:
        """The same; raises UsageError where there is none."""
        found = self.revision(name)
        if found is None:
            raise UsageError(
                f"there is no revision {quoted(name)}; name a commit, a branch or a tag of this repository"
            )
        return found

    def start(self) -> Revision:
        """Where the work on this branch began: the last commit it shares with the main one; on that, the last commit.

        Raises SdcardsError where nothing was committed yet, or the history is cut off before that place.
        """
        head = self.revision("HEAD")
        if head is None:
            raise SdcardsError("nothing is committed here yet; commit the deck once, then 'sdcards diff' can compare")
        branch = self._said("symbolic-ref", "--quiet", "--short", "HEAD")
        main = None if branch in _MAIN else self._main()
        return self.shared(main, head) if main else Revision(head.commit, "the last commit")

    def shared(self, one: Revision, other: Revision) -> Revision:
        """The last commit in the history of both; raises SdcardsError where there is none."""
        commit = self._said("merge-base", one.commit, other.commit)
        if not commit:
            raise SdcardsError(
                f"'{one.name}' and '{other.name}' share no commit here; fetch more of the history"
                " ('git fetch --unshallow'), or name a revision"
            )
        return Revision(commit, f"where this left {one.name}")

    @contextmanager
    def deck_at(self, revision: Revision) -> Iterator[Path]:
        """The deck's files as they were, in a folder for as long as it is looked at."""
        with TemporaryDirectory(prefix="sdcards-") as folder:
            for inside, content in self._files(revision.commit):
                file = Path(folder, *inside)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)
            yield Path(folder)

    def _main(self) -> Revision | None:
        """The main branch: of the project, of one's own copy of it, or of this clone."""
        names = [f"{remote}{name}" for remote in _REMOTES for name in (*_MAIN, "HEAD")]
        found = (self.revision(name) for name in (*names, *(f"refs/heads/{name}" for name in _MAIN)))
        main = next((each for each in found if each), None)
        return main and Revision(main.commit, main.name.removeprefix("refs/remotes/").removeprefix("refs/heads/"))

    def _files(self, commit: str) -> Iterator[tuple[tuple[str, ...], bytes]]:
        """The YAML files of the deck, each with the parts of its name."""
        listed = self._ran("ls-tree", "-r", "-z", "-l", commit, "--", ".")
        wanted: list[tuple[tuple[str, ...], bytes]] = []
        for entry in filter(None, listed.split(b"\0")):
            about, _, path = entry.partition(b"\t")
            mode, _, name, size = about.split()
            inside = tuple(os.fsdecode(path).split("/"))
            is_huge = size.isdigit() and int(size) > _LARGEST_FILE  # git says BAD of one it lacks
            if mode in _REGULAR and not is_huge and _is_source(inside):
                wanted.append((inside, name))
        contents = BytesIO(self._ran("cat-file", "--batch", given=b"".join(name + b"\n" for _, name in wanted)))
        for inside, name in wanted:
            head = contents.readline()
            if not head.startswith(name + b" blob "):
                raise SdcardsError(f"git lacks '{'/'.join(inside)}' of then; fetch the whole history")
            yield inside, contents.read(int(head.split()[-1]))
            contents.readline()

    def _said(self, *words: str) -> str | None:
        """What git prints, without the line's end; None if it fails."""
        done = self._git(words)
        return None if done.returncode else os.fsdecode(done.stdout).rstrip("\n")

    def _ran(self, *words: str, given: bytes = b"") -> bytes:
        done = self._git(words, given)
        if done.returncode:
            said = os.fsdecode(done.stderr).strip().splitlines()
            raise SdcardsError(
                f"git failed ({said[-1] if said else 'without a word'}); see that the repository is whole"
            )
        return done.stdout

    def _git(self, words: tuple[str, ...], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        call = ["git", "-C", str(self._deck), *words]
        try:
            return subprocess.run(call, input=given, capture_output=True, check=False, env=environment)  # noqa: S603 - no shell
        except OSError as error:
            raise SdcardsError(
                f"git cannot be run ({(error.strerror or 'failed').lower()}); install it first"
            ) from error


def _is_source(inside: tuple[str, ...]) -> bool:
    """Whether it may be a file of a deck, whose name means the same on every machine."""
    is_plain = all(part not in ("", ".", "..") and not set(part) & set('\\:*?"<>|') for part in inside)
    return is_plain and len(inside) <= _DEEPEST and inside[-1].endswith((".yaml", ".yml"))
