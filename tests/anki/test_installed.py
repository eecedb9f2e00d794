import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

from sdcards.anki import installed
from sdcards.anki.installed import anki_python, find_collections, named_python, run_anki
from sdcards.errors import SdcardsError


def profile(base: Path, name: str) -> Path:
    file = base / name / "collection.anki2"
    file.parent.mkdir(parents=True)
    file.touch()
    return file


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("ANKI_BASE", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("platform", "base"),
    [
        ("linux", ".local/share/Anki2"),
        ("linux", ".var/app/net.ankiweb.Anki/data/Anki2"),
        ("darwin", "Library/Application Support/Anki2"),
        ("win32", "AppData/Roaming/Anki2"),
    ],
)
def test_profiles_are_found_where_each_platform_has_them(
    home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, base: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    files = tuple(profile(home / base, name) for name in ("Ada", "Grace"))
    (home / base / "addons21").mkdir()
    assert find_collections() == files


@pytest.mark.parametrize(
    ("platform", "variable"), [("linux", "XDG_DATA_HOME"), ("win32", "APPDATA"), ("darwin", "ANKI_BASE")]
)
def test_profiles_are_found_where_the_environment_says(
    home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(home / "there"))
    base = home / "there" if variable == "ANKI_BASE" else home / "there" / "Anki2"
    file = profile(base, "Ada")
    assert find_collections() == (file,)


def test_without_anki_there_are_no_collections(home: Path) -> None:
    assert home.is_dir()
    assert find_collections() == ()


def test_python_that_the_person_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "anki.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SDCARDS_ANKI_PYTHON", sys.executable)
    assert anki_python() == named_python() == sys.executable


@pytest.mark.parametrize("python", ["/nowhere/python", __file__, sys.executable])
def test_python_that_cannot_do_it_is_refused_before_there_is_work(monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    monkeypatch.setenv("SDCARDS_ANKI_PYTHON", python)
    said = f"SDCARDS_ANKI_PYTHON is '{python}', where no Python with the package 'anki' is; name one that has it"
    for look in (anki_python, named_python):
        with pytest.raises(SdcardsError, match=re.escape(said)):
            look()


def test_our_own_python_is_taken_where_it_has_anki(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SDCARDS_ANKI_PYTHON", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    assert anki_python() == sys.executable


def test_python_of_a_checkout_is_the_last_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SDCARDS_ANKI_PYTHON", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(installed, "_CHECKOUT", tmp_path)
    with pytest.raises(SdcardsError, match="the package 'anki', which is not here; 'pipx inject sdcards anki'"):
        anki_python()
    folder, name = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    beside = tmp_path / ".venv-anki" / folder / name
    beside.parent.mkdir(parents=True)
    beside.touch()
    assert anki_python() == str(beside)


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of ours that has Anki."""
    program = tmp_path / "program.py"
    monkeypatch.setattr(installed, "_RUNNER", program)
    return program


def test_what_is_asked_arrives_and_the_answer_comes_back(runner: Path) -> None:
    runner.write_text("import json, sys\njson.dump({'got': json.load(sys.stdin)['wörd']}, sys.stdout)")
    assert run_anki(sys.executable, {"wörd": "ü"}) == {"got": "ü"}


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import anki_of_nobody", "has no package 'anki'"),
        ("raise ValueError('no room')", r"Anki's code failed \(ValueError: no room\); .* try again"),
        ("raise SystemExit(3)", "failed .without a word.; a backup was made before"),
        (
            f"print({json.dumps(json.dumps({'error': 'Anki already open'}))})",
            "open .Anki already open.; close Anki everywhere",
        ),
    ],
)
def test_what_goes_wrong_there_is_told(runner: Path, program: str, reason: str) -> None:
    runner.write_text(program)
    with pytest.raises(SdcardsError, match=reason):
        run_anki(sys.executable, {})
