"""The commands and characters of TeX that courses may use, each with how it looks and how it is said in English.

This is the documented subset: what is not here, or in the parser's own few commands, is shown as the author wrote it.
"""

from __future__ import annotations

from typing import Literal

SignKind = Literal["binary", "relation", "open", "close", "bar", "slash", "point", "postfix", "thing"]

_BINARY = {
    "+": "plus",
    "−": "minus",
    "×": "times",
    "÷": "divided by",
    "·": "times",
    "∗": "times",
    "±": "plus or minus",
    "∓": "minus or plus",
    "∘": "after",
    "∪": "union",
    "∩": "intersection",
    "∖": "without",
}
_RELATIONS = {
    "=": "equals",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "≠": "is not equal to",
    "≈": "is about",
    "≡": "is identical to",
    "∼": "is similar to",
    "∝": "is proportional to",
    "→": "goes to",
    "←": "comes from",
    "↔": "goes to and from",
    "⇌": "is in equilibrium with",
    "⇒": "implies",
    "⇔": "if and only if",
    "∈": "is in",
    "∉": "is not in",
    "⊂": "is a subset of",
    "⊆": "is a subset of or equal to",
    "⊥": "is perpendicular to",
    "∥": "is parallel to",
}
_OPENING = {"(": "open bracket", "[": "open square bracket", "{": "open brace"}
_CLOSING = {")": "close bracket", "]": "close square bracket", "}": "close brace"}
_POINTS = {",": ",", ";": ";", ":": "to", ".": "."}
_POSTFIX = {"%": "percent", "°": "degrees", "!": "factorial", "′": "prime"}
_THINGS = {
    "∞": "infinity",
    "…": "and so on",
    "⋯": "and so on",
    "□": "blank",
    "_": "blank",
    "?": "what",
    "∠": "angle",
    "△": "triangle",
    "∅": "the empty set",
    "#": "number sign",
    "$": "dollars",
    "&": "and",
    "€": "euros",
    "£": "pounds",
}

SIGNS: dict[str, tuple[SignKind, str]] = {
    **{sign: ("binary", words) for sign, words in _BINARY.items()},
    **{sign: ("relation", words) for sign, words in _RELATIONS.items()},
    **{sign: ("open", words) for sign, words in _OPENING.items()},
    **{sign: ("close", words) for sign, words in _CLOSING.items()},
    **{sign: ("point", words) for sign, words in _POINTS.items()},
    **{sign: ("postfix", words) for sign, words in _POSTFIX.items()},
    **{sign: ("thing", words) for sign, words in _THINGS.items()},
    "|": ("bar", "the absolute value of"),
    "/": ("slash", "over"),
}
"""Every sign by its one character: what it does, and its words."""

TYPED = {"-": "−", "*": "∗", "'": "′", "∙": "·", "⋅": "·", "∕": "/", "⁄": "/"}
"""Characters that are typed for a sign."""

COMMANDS = {
    "times": "×",
    "div": "÷",
    "cdot": "·",
    "ast": "∗",
    "pm": "±",
    "mp": "∓",
    "circ": "∘",
    "cup": "∪",
    "cap": "∩",
    "setminus": "∖",
    "lt": "<",
    "gt": ">",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "ne": "≠",
    "neq": "≠",
    "approx": "≈",
    "equiv": "≡",
    "sim": "∼",
    "propto": "∝",
    "to": "→",
    "rightarrow": "→",
    "longrightarrow": "→",
    "leftarrow": "←",
    "leftrightarrow": "↔",
    "rightleftharpoons": "⇌",
    "Rightarrow": "⇒",
    "implies": "⇒",
    "Leftrightarrow": "⇔",
    "iff": "⇔",
    "in": "∈",
    "notin": "∉",
    "subset": "⊂",
    "subseteq": "⊆",
    "perp": "⊥",
    "parallel": "∥",
    "colon": ":",
    "degree": "°",
    "prime": "′",
    "infty": "∞",
    "ldots": "…",
    "dots": "…",
    "cdots": "⋯",
    "square": "□",
    "Box": "□",
    "angle": "∠",
    "triangle": "△",
    "emptyset": "∅",
    "%": "%",
    "#": "#",
    "$": "$",
    "&": "&",
    "_": "_",
    "{": "{",
    "}": "}",
    "lbrace": "{",
    "rbrace": "}",
    "vert": "|",
}
"""Commands that are one sign."""

_GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "omicron": "ο",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
}

GREEK: dict[str, tuple[str, str]] = {
    **{name: (letter, name) for name, letter in _GREEK.items()},
    **{name.capitalize(): (letter.upper(), f"capital {name}") for name, letter in _GREEK.items()},
    "varepsilon": ("ε", "epsilon"),
    "vartheta": ("ϑ", "theta"),
    "varphi": ("φ", "phi"),
}
"""Greek letters by command: the letter and its name."""

LETTER_NAMES = dict(GREEK.values())

FUNCTIONS = {
    "sin": "sine of",
    "cos": "cosine of",
    "tan": "tangent of",
    "log": "log of",
    "ln": "natural log of",
    "exp": "exponential of",
    "min": "minimum of",
    "max": "maximum of",
    "gcd": "greatest common divisor of",
    "lcm": "least common multiple of",
}
"""Named functions, by command or by `\\operatorname{…}`."""

RAISED = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
