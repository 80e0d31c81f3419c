"""The units that are known, as data: what schools use, with SI prefixes.

Factors from NIST Special Publication 811 (2008), appendix B, and the SI brochure (9th edition).
"""

from __future__ import annotations

BASES = frozenset("m g s A K mol cd turn B bit dB pH $ € £ ¥ ₹ ₽ ₩".split())  # noqa: SIM905
"""Units that measure something of their own. One currency is never converted into another."""

UNITS = """
in    0.0254 m
ft    0.3048 m
yd    0.9144 m
mi    1609.344 m
nmi   1852 m
au    149597870700 m
ly    9460730472580800 m
Å     1/10000000000 m
t     1000000 g
lb    453.59237 g
oz    28.349523125 g
min   60 s
h     3600 s
d     86400 s
wk    604800 s
yr    31557600 s
Hz    1 s^-1
N     1000 g m/s^2
Pa    1 N/m^2
J     1 N m
W     1 J/s
C     1 A s
V     1 W/A
Ω     1 V/A
S     1 A/V
F     1 C/V
Wb    1 V s
T     1 Wb/m^2
H     1 Wb/A
Bq    1 s^-1
Gy    1/1000 J/g
Sv    1/1000 J/g
lm    1 cd
lx    1 cd/m^2
kat   1 mol/s
L     1/1000 m^3
l     1 L
M     1 mol/L
ha    10000 m^2
acre  4046.8564224 m^2
gal   3.785411784 L
cup   0.2365882365 L
tbsp  0.01478676478125 L
tsp   0.00492892159375 L
eV    1.602176634/10000000000000000000 J
cal   4.184 J
Wh    3600 J
BTU   1055.05585262 J
hp    745.69987158227022 W
bar   100000 Pa
atm   101325 Pa
mmHg  133.322387415 Pa
Torr  101325/760 Pa
psi   6894.757293168 Pa
kn    1852/3600 m/s
mph   1609.344/3600 m/s
kmh   1000/3600 m/s
°     1/360 turn
rad   0.15915494309189533577 turn
gon   1/400 turn
rpm   1/60 turn/s
°C    1 K
°F    5/9 K
%     1/100
‰     1/1000
ppm   1/1000000
"""
"""A line a unit: how much it is of another one. What has no unit after the number is a share of one."""

OFFSETS = {"°C": "273.15", "°F": "45967/180"}
"""Kelvin at the zero of a scale of temperature."""

NAMES = """
m     metre meter
cm^3  cc ccm
m^2   sqm qm
in    inch inches
ft    foot feet
yd    yard
mi    mile
g     gram gramme
kg    kilo
μg    mcg
μm    micron
t     tonne
lb    pound
oz    ounce
s     sec second
min   minute
h     hr hour
d     day
wk    week
yr    y year
L     litre liter
ha    hectare
kn    kt knot
kmh   kph
Hz    hertz
N     newton
J     joule
W     watt
V     volt
A     ampere amp
Ω     ohm
C     coulomb
F     farad
T     tesla
Pa    pascal
cal   calorie
mol   mole
K     kelvin
°C    celsius ℃ degC
°F    fahrenheit ℉ degF
°     deg degree
rad   radian
turn  revolution rev
B     byte
bit   b
%     percent
€     EUR euro
$     USD US$ dollar
£     GBP
¥     JPY yen
₹     INR rupee
₽     RUB
₩     KRW
"""
"""A line a unit: its other names, in the singular."""

PREFIXED = frozenset(
    "m g s A K mol cd Hz N Pa J W C V Ω S F Wb T H Bq Gy Sv lm lx kat M L l eV cal Wh bar rad B bit".split()  # noqa: SIM905
)
ONLY_BIG = frozenset(["B", "bit"])
"""Units that take no prefix below kilo: there is no millibyte, and `dB` is a decibel."""

PREFIXES = {
    "Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "da": 1,
    "d": -1, "c": -2, "m": -3, "μ": -6, "u": -6, "n": -9, "p": -12, "f": -15, "a": -18, "z": -21, "y": -24,
}  # fmt: skip
"""Powers of ten. `u` is what keyboards have for μ."""
BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50}
"""Powers of two."""
NAMED_PREFIXES = {
    "tera": 12, "giga": 9, "mega": 6, "kilo": 3, "hecto": 2,
    "deci": -1, "centi": -2, "milli": -3, "micro": -6, "nano": -9,
}  # fmt: skip
