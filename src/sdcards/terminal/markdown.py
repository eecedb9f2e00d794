"""Our Markdown flavour, CommonMark with tables and ``$…$``, as lines of styled text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from sdcards.terminal.text import fit, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.tree import SyntaxTreeNode

CODE, QUIET = "cyan", "dim"


def markdown_lines(source: str, width: int, encoding: str = "utf-8") -> list[Text]:
    """``source`` as lines of at most ``width`` cells; raw HTML stands there as the text it is."""
    if _MARKUP.search(_SIMPLE.sub(".", source)):
        return _Blocks(encoding).lines(_parsed(source).children, width)
    paragraphs = (" ".join(line.strip() for line in part.split("\n")) for part in _BLANK.split(source.strip()))
    return _spaced([wrapped(_simple(paragraph, encoding), width) for paragraph in paragraphs if paragraph])


def plain_line(source: str) -> str:
    """``source`` as one line of plain text, for a list that may hold a whole deck."""
    if _MARKUP.search(_SIMPLE.sub(".", source)):
        source = "\n".join(line.plain for line in _Blocks("utf-8").lines(_parsed(source).children, _ENDLESS))
    else:
        source = _SIMPLE.sub(lambda found: found["code"] or found["bold"], source)
    return " ".join(source.split())


_ENDLESS = 10_000
"""Cells of a line that no question fills."""

# Most cards are plain prose with a bold word or a little code in it. They are shown without loading the parser, which
# costs as much as everything else up to the first card; a test holds the two ways to the same lines.

_SIMPLE = re.compile(
    r"(?<![`\\])`(?P<code>[^`$\s](?:(?:[^`$\s]| )*[^`$\s])?)`(?!`)"
    r"|(?<![^\s(])\*\*(?P<bold>(?:[^\W_]|\[)(?:(?:[^*`_$<&(\\\s]| )*(?:[^\W_]|\]))?)\*\*(?![^\s.,;:?!)])"
)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_MARKUP = re.compile(
    r"[*`\\]|(?<!\w)_|_(?!\w)|\][(:]|\$[^$]*\$|<[^\s<]*[:@]|&[#\w]{1,40};|  \n|[^\S\n ]|^ *(?:[-+#>=|:~]|\d+[.)](?:\s|$)|    )",
    re.MULTILINE,
)
"""Anything that could be other markup."""


def _simple(paragraph: str, encoding: str) -> Text:
    text = Text()
    place = 0
    for found in _SIMPLE.finditer(paragraph):
        text.append(fit(paragraph[place : found.start()], encoding))
        text.append(fit(found["code"] or found["bold"], encoding), CODE if found["code"] else "bold")
        place = found.end()
    return text.append(fit(paragraph[place:], encoding))


_DEEPEST = 60
"""Levels; what is nested deeper is left out, and the usual 20 are ten nested lists."""


def _parsed(source: str) -> SyntaxTreeNode:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table")
    # Without spaces and digits forbidden, "$5 a month, $60 a year" would be mathematics.
    dollarmath_plugin(parser, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    return SyntaxTreeNode(parser.parse(source))


class _Blocks:
    """Lays out nodes of the syntax tree."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding

    def lines(self, nodes: Iterable[SyntaxTreeNode], width: int, *, tight: bool = False) -> list[Text]:
        blocks = [self._block(node, width) for node in nodes]
        return [line for block in blocks for line in block] if tight else _spaced(blocks)

    def _block(self, node: SyntaxTreeNode, width: int) -> list[Text]:
        match node.type:
            case "bullet_list" | "ordered_list":
                return self._list(node, width)
            case "table":
                return self._table(node, width)
            case "blockquote":
                bar = Text(self._fit("│ "), QUIET)
                return _indented(self.lines(node.children, _room(width, 2)), width, bar, bar)
            case "fence" | "code_block" | "math_block":
                content = plain_math(node.content) if node.type == "math_block" else node.content.strip("\n")
                code = wrapped(Text(self._fit(content), CODE), _room(width, 2))
                return _indented(code, width, Text("  "), Text("  "))
            case "hr":
                return [Text(self._fit("─") * width, QUIET)]
        return wrapped(self._inline(node, "bold" if node.type == "heading" else ""), width)

    def _list(self, node: SyntaxTreeNode, width: int) -> list[Text]:
        first = int(node.attrs.get("start", 1))
        marks = [
            self._fit("• " if node.type == "bullet_list" else f"{first + place}. ")
            for place in range(len(node.children))
        ]
        indent = max(map(cell_len, marks))
        tight = all(part.hidden for entry in node.children for part in entry.children if part.type == "paragraph")
        entries = [self.lines(entry.children, _room(width, indent), tight=tight) for entry in node.children]
        blocks = [
            _indented(lines or [Text()], width, Text(mark.rjust(indent), QUIET), Text(" " * indent))
            for mark, lines in zip(marks, entries, strict=True)
        ]
        return [line for block in blocks for line in block] if tight else _spaced(blocks)

    def _table(self, node: SyntaxTreeNode, width: int) -> list[Text]:
        rows = [[self._inline(cell) for cell in row.children] for part in node.children for row in part.children]
        widths = [max(cell_len(cell.plain) for cell in column) for column in zip(*rows, strict=True)]
        if sum(widths) + len(_GAP) * (len(widths) - 1) <= width:
            return [_aligned(row, widths, "bold" if place == 0 else "") for place, row in enumerate(rows)]
        return _spaced([self._record(rows[0], row, width) for row in rows[1:]])

    def _record(self, heads: Sequence[Text], cells: Sequence[Text], width: int) -> list[Text]:
        """A row that is too wide, one cell a paragraph, each under its column's name."""
        pairs = [
            Text.assemble((head.plain, "bold"), ": " if head else "", cell)
            for head, cell in zip(heads, cells, strict=True)
        ]
        return [line for pair in pairs for line in wrapped(pair, width)]

    def _inline(self, node: SyntaxTreeNode, style: str = "") -> Text:
        text = Text()
        for child in node.children:
            self._append(text, child, style)
        return text

    def _append(self, text: Text, node: SyntaxTreeNode, style: str) -> None:
        own = f"{style} {_STYLES.get(node.type, '')}".strip()
        match node.type:
            case "softbreak" | "hardbreak":
                text.append(" " if node.type == "softbreak" else "\n")
            case "image":
                text.append(self._fit(f"[picture: {node.content}]"), QUIET)
            case "math_inline" | "math_inline_double":
                text.append(self._fit(plain_math(node.content)), own)
            case _ if node.children:
                for child in node.children:
                    self._append(text, child, own)
                if node.type == "link" and node.attrs.get("href") not in (None, _content(node)):
                    text.append(self._fit(f" ({node.attrs['href']})"), QUIET)
            case _:
                text.append(self._fit(node.content), own)

    def _fit(self, text: str) -> str:
        return fit(text, self._encoding)


def plain_math(tex: str) -> str:
    r"""The TeX of small formulas as people write it without TeX: ``2^{30} \times 8`` is ``2^30 × 8``."""
    tex = re.sub(r"\\(?:text|mathrm|mathit|operatorname)\{([^{}]*)\}", r"\1", tex)
    tex = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", _fraction, tex)
    tex = re.sub(r"\\([a-zA-Z]+) ?", lambda name: _SYMBOLS.get(name[1], name[0]), tex)
    tex = re.sub(r"\\([,;:! %$#&_{}])", lambda mark: " " if mark[1] in ",;: " else mark[1].strip("!"), tex)
    tex = re.sub(r"([\^_])\{([^{}]*)\}", lambda power: power[1] + _grouped(power[2]), tex)
    return re.sub(r" {2,}", " ", tex).strip()


_STYLES = {"strong": "bold", "em": "italic", "code_inline": CODE, "math_inline": CODE, "math_inline_double": CODE}
_SYMBOLS = {
    "times": "× ", "cdot": "· ", "div": "÷ ", "approx": "≈ ", "sim": "~ ", "le": "≤ ", "leq": "≤ ", "ge": "≥ ",
    "geq": "≥ ", "ne": "≠ ", "neq": "≠ ", "pm": "± ", "to": "→ ", "rightarrow": "→ ", "Rightarrow": "⇒ ", "infty": "∞",
    "sum": "Σ", "lambda": "λ", "rho": "\u03c1", "mu": "µ", "epsilon": "ε", "delta": "δ", "sqrt": "√", "log": "log ",
    "ln": "ln ", "min": "min ", "max": "max ", "left": "", "right": "", "ldots": "…", "dots": "…", "quad": " ",
}  # fmt: skip
_GAP = "   "


def _fraction(parts: re.Match[str]) -> str:
    return f"{_grouped(parts[1])}/{_grouped(parts[2])}"


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"-?[\w.,]*", text) else f"({text})"


def _content(node: SyntaxTreeNode) -> str:
    return "".join(child.content for child in node.children)


def _spaced(blocks: Sequence[list[Text]]) -> list[Text]:
    """The blocks, with an empty line between two."""
    lines: list[Text] = []
    for block in blocks:
        lines += [Text(), *block] if lines and block else block
    return lines


def _room(width: int, indent: int) -> int:
    """What an indent leaves; where that is too little to read, there is no indent."""
    return width - indent if width - indent >= _NARROWEST else width


_NARROWEST = 12


def _indented(lines: Sequence[Text], width: int, first: Text, rest: Text) -> list[Text]:
    if width - first.cell_len < _NARROWEST:
        return list(lines)
    return [Text.assemble(rest if place else first, line) for place, line in enumerate(lines)]


def _aligned(cells: Sequence[Text], widths: Sequence[int], style: str) -> Text:
    row = Text(style=style)
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        last = place == len(widths) - 1
        row.append(cell).append("" if last else " " * (width - cell.cell_len) + _GAP)
    return row
