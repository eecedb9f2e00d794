"""Key presses of a POSIX terminal, as they are made."""

import contextlib
import os
import select
import signal
import termios
from collections import deque
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Any, Self

from sdcards.terminal.keyboard import FULL_SCREEN, SHELL_SCREEN
from sdcards.terminal.keys import BURST, Decoder, Key, Press, TerminalLost, lasting


class RawKeyboard:
    """Every key as it is pressed, on a full screen of its own; use it as a context manager.

    The terminal is put back on every way out: an exception, SIGTERM, SIGHUP, Ctrl-Z and the return from it. Signals arrive
    as presses, so nothing is ever interrupted halfway.
    """

    repeats = True

    def __init__(self, keys: int, screen: int) -> None:
        self._keys = keys
        self._screen = screen
        self._decoder = Decoder()
        self._waiting: deque[Press] = deque()

    def __enter__(self) -> Self:
        """Take the terminal over; raises TerminalLost where there is none."""
        self._shell_mode = self._mode()
        self._hear_signals()
        try:
            self._take_over()
        except TerminalLost:
            self._unhear_signals()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back, whatever happened."""
        self._give_back()
        self._unhear_signals()

    def read(self) -> Press:
        """Wait for the next press; a resize or a return to the foreground is one too."""
        while not self._waiting:
            self._waiting.extend(self._gathered())
        return self._waiting.popleft()

    def wait(self, seconds: float) -> Press | None:
        """The next press, or None where none comes for so long."""
        if not self._waiting:
            self._waiting.extend(self._gathered(seconds))
        return self._waiting.popleft() if self._waiting else None

    def forget(self) -> None:
        """Drop what came with the last press, except what means the same whatever is on screen."""
        self._waiting = deque(lasting(self._waiting))

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """The terminal and the signals as the shell had them."""
        self.__exit__(None, None, None)
        try:
            yield
        finally:
            self.__enter__()

    def _gathered(self, patience: float | None = None) -> Iterable[Press]:
        held = self._decoder.patience
        ready, _, _ = select.select([self._keys, self._signals], [], [], patience if held is None else held)
        if self._signals in ready:
            return [press for number in os.read(self._signals, 64) for press in self._signalled(number)]
        if self._keys in ready:
            return [press for press in self._decoder.feed(self._bytes()) if not self._suspends(press)]
        return self._decoder.flush()

    def _bytes(self) -> bytes:
        """All of one burst: a paste may come in several pieces."""
        data = self._piece()
        while BURST <= len(data) < _LONGEST_BURST and select.select([self._keys], [], [], _BETWEEN_PIECES)[0]:
            data += self._piece()
        return data

    def _piece(self) -> bytes:
        try:
            piece = os.read(self._keys, 4096)
        except OSError:
            piece = b""
        if not piece:
            raise TerminalLost
        return piece

    def _suspends(self, press: Press) -> bool:
        if press.key is Key.SUSPEND:
            self._suspend()
            self._waiting.append(Press(Key.REDRAW))
        return press.key is Key.SUSPEND

    def _signalled(self, number: int) -> list[Press]:
        if number in (signal.SIGTERM, signal.SIGHUP):
            raise TerminalLost
        if number == signal.SIGINT:
            return [Press(Key.LEAVE)]
        if number == signal.SIGTSTP:
            self._suspend()
        if number == signal.SIGCONT:
            self._take_over()
        return [Press(Key.REDRAW)]

    def _suspend(self) -> None:
        """Stop, as Ctrl-Z does, with everything that runs in the foreground; go on when called back."""
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, _heard)
        self._take_over()

    def _take_over(self) -> None:
        # Ctrl-C and Ctrl-Z come as keys (no ISIG), so that a rating is never cut in two.
        mode = self._mode()
        mode[_INPUT] &= ~(termios.IXON | termios.ISTRIP)
        mode[_LOCAL] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        mode[_SPECIAL][termios.VMIN], mode[_SPECIAL][termios.VTIME] = 1, 0
        with _lost():
            termios.tcsetattr(self._keys, termios.TCSAFLUSH, mode)
        self._write(FULL_SCREEN)

    def _mode(self) -> list[Any]:
        with _lost():
            return termios.tcgetattr(self._keys)

    def _give_back(self) -> None:
        # Flushing keeps the rest of a paste from the shell. A terminal that is gone needs nothing.
        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(self._keys, termios.TCSAFLUSH, self._shell_mode)
        self._write(SHELL_SCREEN)

    def _write(self, sequence: str) -> None:
        with contextlib.suppress(OSError):
            os.write(self._screen, sequence.encode())

    def _hear_signals(self) -> None:
        self._signals, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        # First the pipe: a signal that is heard before it would be lost.
        self._wake_before = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _heard) for number in _HEARD}

    def _unhear_signals(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wake_before)
        os.close(self._wake)
        os.close(self._signals)


@contextlib.contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except termios.error as error:
        raise TerminalLost from error


_HEARD = (
    signal.SIGWINCH, signal.SIGCONT, signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP, signal.SIGINT,
)  # fmt: skip


_INPUT, _LOCAL, _SPECIAL = 0, 3, 6
_BETWEEN_PIECES = 0.05
_LONGEST_BURST = 1 << 20


def _heard(number: int, frame: FrameType | None) -> None:
    """The signal is read from its pipe; this only keeps it from doing what it would."""
