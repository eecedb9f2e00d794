"""A raw terminal, made of a pseudo-terminal."""

import os
import select
import signal
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sdcards.terminal.keyboard import FULL_SCREEN, SHELL_SCREEN
from sdcards.terminal.keys import Key, Press, TerminalLost

pty = pytest.importorskip("pty", reason="pseudo-terminals need a POSIX system")
termios = pytest.importorskip("termios")

from sdcards.terminal.raw import RawKeyboard  # noqa: E402 - not to be imported elsewhere

LEAVE = Press(Key.LEAVE)


@dataclass
class Terminal:
    """Both ends of a pseudo-terminal."""

    person: int
    program: int

    def mode(self) -> tuple[bool, bool, bool]:
        """Whether lines, echo and signal keys are on."""
        local = termios.tcgetattr(self.program)[3]
        return bool(local & termios.ICANON), bool(local & termios.ECHO), bool(local & termios.ISIG)

    def type(self, data: bytes) -> None:
        os.write(self.person, data)

    def output(self) -> bytes:
        return os.read(self.person, 4096)

    def hang_up(self) -> None:
        os.close(self.person)
        self.person = -1

    def keyboard(self) -> RawKeyboard:
        return RawKeyboard(self.program, self.program)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    person, program = pty.openpty()
    made = Terminal(person, program)
    yield made
    os.close(program)
    if made.person >= 0:
        made.hang_up()


COOKED, RAW = (True, True, True), (False, False, False)


def test_terminal_is_raw_inside_and_as_before_outside(terminal: Terminal) -> None:
    with terminal.keyboard():
        assert terminal.mode() == RAW
        assert terminal.output() == FULL_SCREEN.encode()
    assert terminal.mode() == COOKED
    assert terminal.output() == SHELL_SCREEN.encode()


def test_terminal_is_given_back_after_an_exception(terminal: Terminal) -> None:
    with pytest.raises(ZeroDivisionError), terminal.keyboard():
        raise ZeroDivisionError
    assert terminal.mode() == COOKED


def test_signal_that_comes_while_the_terminal_is_taken_over_is_heard(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    install = signal.signal

    def at_once(number: int, handler: object) -> object:
        before = install(number, handler)  # type: ignore[arg-type]
        if number == signal.SIGTERM:
            os.kill(os.getpid(), number)
        return before

    with monkeypatch.context() as patch:
        patch.setattr(signal, "signal", at_once)
        keyboard = terminal.keyboard()
        keyboard.__enter__()
    with pytest.raises(TerminalLost):
        keyboard.wait(1)
    keyboard.__exit__(None, None, None)


def test_signal_handlers_are_given_back(terminal: Terminal) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGWINCH)]
    with terminal.keyboard():
        assert signal.getsignal(signal.SIGTERM) is not before[0]
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGWINCH)] == before


def test_keys_are_read_one_by_one(terminal: Terminal) -> None:
    with terminal.keyboard() as keyboard:
        terminal.type(b"3\x1b[A\x03")
        assert [keyboard.read() for _ in range(3)] == [Press(Key.TEXT, "3"), Press(Key.UP), LEAVE]


def test_lone_escape_is_told_from_a_sequence_by_silence(terminal: Terminal) -> None:
    with terminal.keyboard() as keyboard:
        terminal.type(b"\x1b")
        assert keyboard.read() == Press(Key.ESCAPE)


def test_waiting_ends_with_a_key_or_without_one(terminal: Terminal) -> None:
    with terminal.keyboard() as keyboard:
        assert keyboard.wait(0) is None
        terminal.type(b"34\x1b")
        found = [keyboard.wait(0) for _ in range(3)]
        assert found == [Press(Key.TEXT, "3"), Press(Key.TEXT, "4"), Press(Key.ESCAPE)]


def test_paste_of_a_thousand_characters_is_one_press(terminal: Terminal) -> None:
    with terminal.keyboard() as keyboard:
        terminal.type(b"3\n" * 500)
        terminal.type(b"3")
        press = keyboard.read()
        assert (press.key, len(press.text)) == (Key.PASTE, 1001)


def test_rest_of_a_paste_never_reaches_the_shell(terminal: Terminal) -> None:
    with terminal.keyboard() as keyboard:
        terminal.type(b"q")
        assert keyboard.read() == Press(Key.TEXT, "q")
        terminal.type(b"rm -rf\n")
        select.select([terminal.program], [], [])
    os.set_blocking(terminal.program, False)
    with pytest.raises(BlockingIOError):
        os.read(terminal.program, 100)


@pytest.mark.parametrize(
    ("number", "key"), [(signal.SIGWINCH, Key.REDRAW), (signal.SIGINT, Key.LEAVE), (signal.SIGCONT, Key.REDRAW)]
)
def test_signals_are_presses(terminal: Terminal, number: signal.Signals, key: Key) -> None:
    with terminal.keyboard() as keyboard:
        os.kill(os.getpid(), number)
        assert keyboard.read() == Press(key)
        assert terminal.mode() == RAW


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end_gives_the_terminal_back(terminal: Terminal, number: signal.Signals) -> None:
    with terminal.keyboard() as keyboard:
        os.kill(os.getpid(), number)
        with pytest.raises(TerminalLost):
            keyboard.read()
    assert terminal.mode() == COOKED


def test_hung_up_terminal_is_lost_without_a_fuss(terminal: Terminal) -> None:
    with terminal.keyboard() as keyboard:
        terminal.hang_up()
        with pytest.raises(TerminalLost):
            keyboard.read()


def test_terminal_that_is_gone_already_is_lost(terminal: Terminal) -> None:
    keyboard = terminal.keyboard()
    terminal.hang_up()
    with pytest.raises(TerminalLost), keyboard:
        pass


def test_terminal_lost_while_it_is_taken_over_leaves_the_signals_alone(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: object) -> None:
        raise termios.error

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(termios, "tcsetattr", lose)
    with pytest.raises(TerminalLost), terminal.keyboard():
        pass
    assert signal.getsignal(signal.SIGTERM) is before


def test_editor_gets_the_terminal_as_the_shell_had_it(terminal: Terminal) -> None:
    handler = signal.getsignal(signal.SIGTERM)
    with terminal.keyboard() as keyboard:
        terminal.output()
        with keyboard.paused():
            assert terminal.mode() == COOKED
            assert terminal.output() == SHELL_SCREEN.encode()
            assert signal.getsignal(signal.SIGTERM) is handler
        assert terminal.mode() == RAW
        assert terminal.output() == FULL_SCREEN.encode()
        terminal.type(b"3")
        assert keyboard.read() == Press(Key.TEXT, "3")


def test_keys_of_one_read_are_forgotten_together_but_not_leaving(terminal: Terminal) -> None:
    with terminal.keyboard() as keyboard:
        terminal.type(b"3 3\x03")
        assert keyboard.read() == Press(Key.TEXT, "3")
        keyboard.forget()
        assert keyboard.read() == Press(Key.LEAVE)


@pytest.mark.parametrize("way", ["key", "signal"])
def test_suspending_gives_the_terminal_back_until_it_is_called_again(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    modes: list[object] = []
    kill = os.kill

    def stop(group: int, number: int) -> None:
        modes.append((group, number, terminal.mode(), signal.getsignal(signal.SIGTSTP)))

    with terminal.keyboard() as keyboard:
        monkeypatch.setattr(os, "kill", stop)
        if way == "key":
            terminal.type(b"\x1a")
        else:
            kill(os.getpid(), signal.SIGTSTP)
        assert keyboard.read() == Press(Key.REDRAW)
        assert modes == [(0, signal.SIGTSTP, COOKED, signal.SIG_DFL)]
        assert terminal.mode() == RAW
        assert signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL


def test_paste_in_several_pieces_is_one_press(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    read = os.read
    monkeypatch.setattr(os, "read", lambda file, _: read(file, 20))
    with terminal.keyboard() as keyboard:
        terminal.type(b"3\n" * 105)
        assert keyboard.read() == Press(Key.PASTE, "3\n" * 105)


def test_terminal_that_cannot_be_read_is_lost(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError

    with terminal.keyboard() as keyboard:
        terminal.type(b"3")
        monkeypatch.setattr(os, "read", fail)
        with pytest.raises(TerminalLost):
            keyboard.read()
