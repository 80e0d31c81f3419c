"""The commands and characters of TeX that courses may use, each with how it looks and how it is said in English.

This is the documented subset: what is not here, or in the parser's own few commands, is shown as the author wrote it.
"""

from __future__ import annotations

from typing import Literal

SignKind = Literal["binary", "relation", "open", "close", "bar", "slash", "point", "postfix", "prefix", "thing"]

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
    "∧": "and",
    "∨": "or",
    "⊕": "circled plus",
    "⊗": "circled times",
    "mod": "modulo",
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
    "≅": "is congruent to",
    "∼": "is similar to",
    "≪": "is much less than",
    "≫": "is much greater than",
    "∝": "is proportional to",
    "→": "goes to",
    "↦": "maps to",
    "←": "comes from",
    "↔": "goes to and from",
    "⇌": "is in equilibrium with",
    "⇒": "implies",
    "⇐": "follows from",
    "⇔": "if and only if",
    "∴": "therefore",
    "∈": "is in",
    "∉": "is not in",
    "∋": "contains",
    "⊂": "is a subset of",
    "⊆": "is a subset of or equal to",
    "⊃": "is a superset of",
    "⊇": "is a superset of or equal to",
    "⊥": "is perpendicular to",
    "∥": "is parallel to",
}
_OPENING = {
    "(": "open bracket",
    "[": "open square bracket",
    "{": "open brace",
    "⟨": "open angle bracket",
    "⌊": "the floor of",
    "⌈": "the ceiling of",
}
_CLOSING = {
    ")": "close bracket",
    "]": "close square bracket",
    "}": "close brace",
    "⟩": "close angle bracket",
    "⌋": "end of floor",
    "⌉": "end of ceiling",
}
_POINTS = {",": ",", ";": ";", ":": "to", ".": "."}
_POSTFIX = {"%": "percent", "°": "degrees", "!": "factorial", "′": "prime"}
_PREFIX = {"¬": "not", "∀": "for all", "∃": "there is"}
_THINGS = {
    "∞": "infinity",
    "…": "and so on",
    "⋯": "and so on",
    "⋮": "and so on",
    "⋱": "and so on",
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
    **{sign: ("prefix", words) for sign, words in _PREFIX.items()},
    **{sign: ("thing", words) for sign, words in _THINGS.items()},
    "|": ("bar", "the absolute value of"),
    "‖": ("bar", "the norm of"),
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
    "land": "∧",
    "wedge": "∧",
    "lor": "∨",
    "vee": "∨",
    "oplus": "⊕",
    "otimes": "⊗",
    "bmod": "mod",
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
    "cong": "≅",
    "sim": "∼",
    "ll": "≪",
    "gg": "≫",
    "propto": "∝",
    "to": "→",
    "mapsto": "↦",
    "rightarrow": "→",
    "longrightarrow": "→",
    "leftarrow": "←",
    "gets": "←",
    "leftrightarrow": "↔",
    "longleftrightarrow": "↔",
    "rightleftharpoons": "⇌",
    "Rightarrow": "⇒",
    "Longrightarrow": "⇒",
    "implies": "⇒",
    "Leftarrow": "⇐",
    "impliedby": "⇐",
    "Leftrightarrow": "⇔",
    "iff": "⇔",
    "in": "∈",
    "notin": "∉",
    "ni": "∋",
    "subset": "⊂",
    "subseteq": "⊆",
    "supset": "⊃",
    "supseteq": "⊇",
    "perp": "⊥",
    "parallel": "∥",
    "colon": ":",
    "degree": "°",
    "prime": "′",
    "infty": "∞",
    "ldots": "…",
    "dots": "…",
    "cdots": "⋯",
    "vdots": "⋮",
    "ddots": "⋱",
    "square": "□",
    "Box": "□",
    "angle": "∠",
    "triangle": "△",
    "emptyset": "∅",
    "varnothing": "∅",
    "neg": "¬",
    "lnot": "¬",
    "forall": "∀",
    "exists": "∃",
    "therefore": "∴",
    "langle": "⟨",
    "rangle": "⟩",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
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
    "|": "‖",
    "Vert": "‖",
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

LETTERS: dict[str, tuple[str, str]] = {
    "partial": ("∂", "partial"),
    "nabla": ("∇", "nabla"),
    "ell": ("ℓ", "script l"),
    "hbar": ("ℏ", "h bar"),
}
"""Other letters by command: the letter and its name."""

SETS: dict[str, tuple[str, str]] = {
    "N": ("ℕ", "the natural numbers"),
    "Z": ("ℤ", "the integers"),
    "Q": ("ℚ", "the rational numbers"),
    "R": ("ℝ", "the real numbers"),
    "C": ("ℂ", "the complex numbers"),
    "P": ("ℙ", "double-struck capital P"),
}
"""What `\\mathbb{…}` understands."""

LETTER_NAMES = dict([*GREEK.values(), *LETTERS.values(), *SETS.values()])

FUNCTIONS = {
    "sin": "sine of",
    "cos": "cosine of",
    "tan": "tangent of",
    "sec": "secant of",
    "csc": "cosecant of",
    "cot": "cotangent of",
    "arcsin": "arc sine of",
    "arccos": "arc cosine of",
    "arctan": "arc tangent of",
    "sinh": "hyperbolic sine of",
    "cosh": "hyperbolic cosine of",
    "tanh": "hyperbolic tangent of",
    "log": "log of",
    "lg": "l g of",
    "ln": "natural log of",
    "exp": "exponential of",
    "min": "minimum of",
    "max": "maximum of",
    "gcd": "greatest common divisor of",
    "lcm": "least common multiple of",
    "sup": "supremum of",
    "inf": "infimum of",
    "arg": "argument of",
    "det": "determinant of",
    "dim": "dimension of",
    "ker": "kernel of",
    "deg": "degree of",
    "Pr": "probability of",
}
"""Named functions, by command or by `\\operatorname{…}`."""

BIG: dict[str, tuple[str, str]] = {
    "sum": ("∑", "the sum"),
    "prod": ("∏", "the product"),
    "int": ("∫", "the integral"),
    "iint": ("∬", "the double integral"),
    "oint": ("∮", "the closed integral"),
    "bigcup": ("⋃", "the union"),
    "bigcap": ("⋂", "the intersection"),
    "lim": ("lim", "the limit"),
}
"""What goes over a range, which stands below and above: how it looks, and its name."""

ACCENTS: dict[str, tuple[str, str]] = {
    "vec": ("\u20d7", "vector {}"),
    "overrightarrow": ("\u20d7", "vector {}"),
    "hat": ("\u0302", "{} hat"),
    "bar": ("\u0304", "{} bar"),
    "tilde": ("\u0303", "{} tilde"),
    "dot": ("\u0307", "{} dot"),
    "ddot": ("\u0308", "{} double dot"),
    "overline": ("\u0305", "{} with a line over it"),
}
"""Marks over a letter: the combining character, and how it is said."""

RAISED = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
