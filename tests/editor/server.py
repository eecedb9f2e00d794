"""A real YAML language server, spoken to as an editor does: JSON-RPC over its standard input and output."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / ".venv-node" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"

SETTINGS = {"yaml": {"schemaStore": {"enable": False}, "completion": True, "hover": True, "validate": True}}
"""Nothing is fetched from elsewhere; the rest is what every editor has."""


def why_not() -> str:
    """Why there is no server to ask; empty where there is one."""
    if shutil.which("node") is None:
        return "there is no node on this machine"
    return (
        "" if PROGRAM.is_file() else "yaml-language-server is not installed: 'make test' does that where there is npm"
    )


class Server:
    """The server, from its first word to its last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sent = 0
        self._opened = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}

    def __enter__(self) -> Self:
        words = ["node", str(PROGRAM), "--stdio"]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        abilities = {"textDocument": {"completion": {"completionItem": {"documentationFormat": ["plaintext"]}}}}
        self.ask("initialize", {"processId": None, "rootUri": self._folder.as_uri(), "capabilities": abilities})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, place: str, text: str) -> Opened:
        """Open a text as a file of the folder, under a name of its own, and wait for what the server has to say about it."""
        self._opened += 1
        uri = (self._folder / f"{place.removesuffix('.yaml')}-{self._opened}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._diagnostics:
            self._hear()
        return Opened(self, uri, tuple(self._diagnostics[uri]))

    def ask(self, method: str, wanted: dict[str, Any]) -> Any:
        """Send a request and wait for the answer."""
        self._sent += 1
        number = self._sent
        self._send({"id": number, "method": method, "params": wanted})
        while (answer := self._hear()).get("id") != number or "method" in answer:
            pass
        return answer["result"]

    def _tell(self, method: str, said: dict[str, Any]) -> None:
        self._send({"method": method, "params": said})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        stream = _open(self._process.stdin)
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        stream.flush()

    def _hear(self) -> dict[str, Any]:
        """The next message; the server's own questions are answered, and what it finds is kept."""
        stream = _open(self._process.stdout)
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line, "the language server has gone"
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            settings = [SETTINGS.get(item["section"]) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": settings})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that the server knows, and what it says is wrong in it. Places count from 0."""

    server: Server
    uri: str
    problems: tuple[dict[str, Any], ...]

    def completions(self, line: int, column: int) -> dict[str, str]:
        """What is proposed at a place, each with its description."""
        found = self._at("completion", line, column)
        return {item["label"]: _plain(item.get("documentation", "")) for item in found["items"]}

    def hover(self, line: int, column: int) -> str:
        """What is shown over a place."""
        found = self._at("hover", line, column)
        return _plain(found["contents"]) if found else ""

    def _at(self, what: str, line: int, column: int) -> Any:
        position = {"line": line, "character": column}
        return self.server.ask(f"textDocument/{what}", {"textDocument": {"uri": self.uri}, "position": position})


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _plain(text: str | dict[str, str]) -> str:
    return text if isinstance(text, str) else text["value"]
