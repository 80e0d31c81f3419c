"""Reads an expression into a tree.

The parser is our own (operator precedence, after Pratt), not Python's, so that a problem has a place and a sentence,
and nothing beyond this file decides what the language is. Reading takes time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct

from tutor.core.expression_functions import FUNCTIONS, Function
from tutor.core.expression_operators import ARITHMETIC, COMPARISONS, make_list, negation, negative, positive
from tutor.core.expression_tree import Apply, Both, Choice, Compare, Constant, Expression, Name, Node, shorten
from tutor.core.expression_values import ExpressionError, Value, checked

MOST_SOURCE = 500
"""Characters of an expression."""
MOST_DEPTH = 50
"""Brackets, signs, powers and conditions inside one another."""
MOST_NODES = 300

CONSTANTS: dict[str, Value] = {"True": True, "true": True, "False": False, "false": False}
KEYWORDS = frozenset({"and", "or", "not", "in", "if", "else"})
RESERVED = KEYWORDS | CONSTANTS.keys() | FUNCTIONS.keys()
"""What a variable can't be called."""

_TOKEN = r"""(?xs)\s*(?:
        (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<name>[^\W\d]\w*)
      | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<symbol>\*\*|//|==|!=|<=|>=|[-+*/%^<>()\[\],])
      | (?P<end>\Z)
    )"""
_ESCAPED = r"""\\(['"\\])"""
_MOST_EXPONENT = 400

_IF, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _POWER = range(1, 10)
"""How strongly operators bind."""

_STRENGTH = (
    {"if": _IF, "or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "^": _POWER, "**": _POWER}
    | dict.fromkeys(("*", "/", "//", "%"), _PRODUCT)
    | dict.fromkeys(COMPARISONS, _COMPARE)
)
_WRITE_INSTEAD = {
    "=": "==",
    "&": "and",
    "|": "or",
    "!": "not",
    "×": "*",
    "·": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "²": "^2",
    "³": "^3",
}


def read(text: str) -> Expression:
    """Read an expression. Raises `ExpressionError` with an offset."""
    if len(text) > MOST_SOURCE:
        raise ExpressionError(f"the expression is too long (at most {MOST_SOURCE} characters)", MOST_SOURCE)
    return _Parser(text).whole()


class _Token(Struct, frozen=True):
    kind: str
    text: str
    at: int
    end: int


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    here, token = 0, re.compile(_TOKEN)
    while not tokens or tokens[-1].kind != "end":
        found = token.match(text, here)
        if not found or not found.lastgroup:
            raise _unreadable(text, len(text) - len(text[here:].lstrip()))
        kind = found.lastgroup
        word = found[kind]
        if kind == "name":
            _check_name(text, found.start(kind), word)
            kind = "symbol" if word in KEYWORDS else kind
        here = found.end()
        tokens.append(_Token(kind, word, here - len(word), here))
    return tokens


def _check_name(text: str, at: int, word: str) -> None:
    """Signs such as `²` count as letters for `\\w`, and not in a name."""
    if not word.isidentifier():
        raise _unreadable(text, at + next(n for n in range(len(word)) if not word[: n + 1].isidentifier()))


def _unreadable(text: str, at: int) -> ExpressionError:
    sign = text[at]
    if sign in "'\"":
        return ExpressionError(f"the text that begins with {sign} is never closed", at)
    shown = f"`{sign}`" if sign.isprintable() else f"the character U+{ord(sign):04X}"
    instead = f"; write `{_WRITE_INSTEAD[sign]}`" if sign in _WRITE_INSTEAD else ""
    return ExpressionError(f"{shown} can't be read here{instead}", at)


class _Parser:
    """Reads tokens from left to right; `self.token` is the next one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.position = 0
        self.depth = 0
        self.nodes = 0
        self.names: set[str] = set()

    def whole(self) -> Expression:
        root = self.expression()
        if self.token.kind != "end":
            raise self.unexpected()
        return Expression(self.text, root, frozenset(self.names), self.nodes)

    @property
    def token(self) -> _Token:
        return self.tokens[self.position]

    def expression(self, weakest: int = 0) -> Node:
        """What follows, as far as its operators bind more strongly than `weakest`."""
        start = self.token.at
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise ExpressionError(f"the expression is nested too deeply (at most {MOST_DEPTH} levels)", start)
        left = self.operand()
        while (strength := self.strength()) > weakest:
            left = self.operation(left, start, strength)
        self.depth -= 1
        return left

    def strength(self) -> int:
        """How strongly the operator that comes next binds; 0 when none comes."""
        if self.token.kind != "symbol":
            return 0
        if self.token.text == "not" and self.tokens[self.position + 1].text == "in":
            return _COMPARE
        return _STRENGTH.get(self.token.text, 0)

    def operand(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return self.constant(token, _number(token))
        if token.kind == "text":
            return self.constant(token, re.sub(_ESCAPED, r"\1", token.text[1:-1]))
        if token.kind == "name":
            return self.named(token)
        if token.text in ("+", "-"):
            sign = negative if token.text == "-" else positive
            return self.apply(token.at, sign, [self.expression(_SIGN)])
        if token.text == "not":
            return self.apply(token.at, negation, [self.expression(_NOT)])
        if token.text == "(":
            inner = self.expression()
            self.close(token, ")")
            return inner
        if token.text == "[":
            return self.apply(token.at, make_list, self.several(token, "]"))
        self.position -= 1
        raise self.unexpected()

    def operation(self, left: Node, start: int, strength: int) -> Node:
        """The operator that comes next with its right side, after `left`, which began at `start`."""
        if strength == _COMPARE:
            return self.comparisons(left, start)
        word = self.take().text
        if strength == _IF:
            condition = self.expression(_IF)
            if self.take().text != "else":
                raise ExpressionError("`if` needs an `else`: `x if c else y`", start)
            otherwise = self.expression()
            return self.counted(Choice(start, self.end(), left, condition, otherwise))
        if strength in (_OR, _AND):
            right = self.expression(strength)
            return self.counted(Both(start, self.end(), word, left, right))
        right = self.expression(strength - 1 if strength == _POWER else strength)
        return self.apply(start, ARITHMETIC[word], [left, right])

    def comparisons(self, first: Node, start: int) -> Node:
        rest = []
        while self.strength() == _COMPARE:
            word = self.take().text
            if word == "not":
                word = f"not {self.take().text}"
            rest.append((COMPARISONS[word], self.expression(_COMPARE)))
        return self.counted(Compare(start, self.end(), first, rest))

    def named(self, token: _Token) -> Node:
        name = token.text
        if self.next_is("("):
            return self.call(token)
        if name in CONSTANTS:
            return self.constant(token, CONSTANTS[name])
        if name in FUNCTIONS:
            raise ExpressionError(f"`{name}` is a function: write `{name}(…)`", token.at)
        self.names.add(name)
        return self.counted(Name(token.at, token.end, name))

    def call(self, token: _Token) -> Node:
        function = FUNCTIONS.get(token.text)
        if function is None:
            raise ExpressionError(f"no function `{shorten(token.text)}`; there are {', '.join(FUNCTIONS)}", token.at)
        arguments = self.several(self.take(), ")")
        if not function.fewest <= len(arguments) <= function.most:
            raise ExpressionError(f"`{function.name}` takes {_count(function)}, not {len(arguments)}", token.at)
        return self.apply(token.at, function.compute, arguments)

    def several(self, opening: _Token, closing: str) -> list[Node]:
        """Expressions with commas between them, up to the closing bracket."""
        parts: list[Node] = []
        while not self.next_is(closing):
            parts.append(self.expression())
            if not self.next_is(","):
                break
            self.take()
        self.close(opening, closing)
        return parts

    def constant(self, token: _Token, held: Value) -> Node:
        return self.counted(Constant(token.at, token.end, held))

    def apply(self, start: int, compute: Callable[..., Value], operands: list[Node]) -> Node:
        return self.counted(Apply(start, self.end(), compute, operands))

    def counted(self, node: Node) -> Node:
        """The node, unless there are too many."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise ExpressionError(f"the expression has too many parts (at most {MOST_NODES})", node.at)
        return node

    def take(self) -> _Token:
        token = self.token
        self.position += 1
        return token

    def end(self) -> int:
        """Where the last taken token ended."""
        return self.tokens[self.position - 1].end

    def next_is(self, symbol: str) -> bool:
        return self.token.kind == "symbol" and self.token.text == symbol

    def close(self, opening: _Token, closing: str) -> None:
        if self.next_is(closing):
            self.take()
        elif self.token.kind == "end" or self.token.text in (")", "]"):
            raise ExpressionError(f"`{opening.text}` is never closed with `{closing}`", opening.at)
        else:
            raise self.unexpected()

    def unexpected(self) -> ExpressionError:
        """That the next token can't stand here."""
        token = self.token
        if token.kind == "end":
            missing = "something is missing at the end" if self.position else "an expression is missing"
            return ExpressionError(missing, token.at)
        after = self.tokens[self.position - 1] if self.position else None
        if token.kind != "symbol" and after and after.kind != "symbol":
            return ExpressionError(f"an operator such as `*` is missing before `{shorten(token.text)}`", token.at)
        return ExpressionError(f"`{shorten(token.text)}` can't be read here", token.at)


def _number(token: _Token) -> Value:
    """A literal, exactly: 0.1 is one tenth."""
    _, _, exponent = token.text.lower().partition("e")
    if exponent and (len(exponent) > 5 or abs(int(exponent)) > _MOST_EXPONENT):
        raise ExpressionError(f"the number `{shorten(token.text)}` is too large or too small", token.at)
    try:
        return checked(Fraction(token.text))
    except ExpressionError as error:
        raise ExpressionError(error.message, token.at) from None


def _count(function: Function) -> str:
    if function.fewest == function.most:
        return "one value" if function.most == 1 else f"{function.most} values"
    if function.most > 2:
        return "at least one value"
    return f"{function.fewest} or {function.most} values"
