"""Rows with planted copies: who said what is invented, which rows are one quote is known."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from quoteminer.model import Quote

SUBJECTS = """we|our government|the ministry|this alliance|the country|our partners|the committee|my party|the army
the central bank|our hospital|the union|every citizen|the court|the opposition|our company|the mayor's office
the commission|no serious leader|the people of this town|those who fled|the airline|our teachers|the regulator
the new board|farmers in the north|the owners|our scientists|the players|these workers""".replace("\n", "|").split("|")
MODALS = [
    "will", "will not", "must", "must not", "should", "can", "cannot", "would", "may", "do not want to", "are going to",
    "have decided to",
]  # fmt: skip
VERBS = """accept|reject|support|defend|rebuild|finance|sell|close|open|protect|publish|investigate|abandon|review
finish|suspend|explain|repeat|celebrate|question|renew|tolerate|forget|endorse|tax|ban|postpone|honour|monitor
replace|extend|cancel|welcome|deliver|measure|train|inspect|repair|approve|challenge""".replace("\n", "|").split("|")
ADJECTIVES = (
    """new|old|northern|southern|public|private|secret|cheap|costly|broken|modern|rural|urban|foreign|joint
annual|final|first|second|shameful|promised|missing|stolen|frozen|empty|crowded|safe|medical|nuclear|digital
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
NOUNS = (
    """budget|bridge|pension|harbour|referendum|reactor|treaty|programme|border|fleet|school|railway|vaccine|mine
fund|export|route|law|broadcaster|election|file|mission|plant|delay|refuge|pipeline|target|tax|painting|tariff|hospital
report|constitution|train|court|dam|tunnel|museum|forest|airport|prison|library|stadium|archive|loan|licence
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
FRAMES = (
    """before the {} {} is finished|whatever the {} {} may cost|without the {} {} that was promised
as long as the {} {} is at risk|because our {} {} deserves better|despite the pressure from a {} {}
with money for the {} {}|in front of the {} {}|when the {} {} has been heard|for the sake of our {} {}
even if the {} {} costs us votes|after the scandal around the {} {}|while the {} {} goes on|as the {} {} demands
against the advice of the {} {}|out of respect for the {} {}|although the {} {} failed|together with every {} {}
since the {} {} was closed|behind the {} {}|like any other {} {}|no matter who runs the {} {}
because 40,000 jobs depend on the {} {}|within 18 months of the {} {}|as we did with the {} {} in 1994
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
COMMON = """No comment|Yes|Thank you|We will see|I don't know|We do not comment on ongoing investigations
This is a tragedy for the whole community|Our thoughts are with the families|Time will tell
We take the safety of our customers very seriously""".replace("\n", "|").split("|")
FILLERS = ["really", "clearly", "frankly", "soon", "again", "certainly", "today", "now"]
OUTLETS = [f"outlet{number}.example" for number in range(60)]
FIRST_NAMES = ["Ann", "Paul", "Mary", "John", "Eva", "Omar", "Lena", "Hugo", "Nina", "Karl"]

CLUSTERS, SINGLES, COMMONS, NEIGHBOURS = 1_600, 2_400, 500, 700
START = date(2025, 1, 1)


class Planted(NamedTuple):
    """Rows, for each the number of the quote it is a copy of, and the ids of those that lost a "not"."""

    quotes: list[Quote]
    origins: dict[str, int]
    lost_not: set[str]


def plant(seed: int) -> Planted:
    """Return more than 10,000 rows in random order, the same ones for the same seed."""
    return _Planter(random.Random(seed)).plant()


class _Planter:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.names = [f"{rng.choice(FIRST_NAMES)} {self.surname(number)}" for number in range(400)]
        self.quotes: list[Quote] = []
        self.origins: dict[str, int] = {}
        self.lost_not: set[str] = set()

    def plant(self) -> Planted:
        said: dict[tuple[str, str], int] = {}
        origin = 0
        for origin in range(CLUSTERS):
            self.copies(origin)
        for _ in range(SINGLES):
            origin += 1
            self.row(origin, self.statement(), self.rng.choice(self.names), self.day())
        for _ in range(COMMONS):  # two people who say the same common words did not say one thing
            words, name = self.rng.choice(COMMON), self.rng.choice(self.names)
            origin += 1
            one = said.setdefault((words, name), origin) if " " in words else origin
            self.row(one, words, name, START)
        for _ in range(NEIGHBOURS):  # one person's other statement on the same matter
            origin += 1
            other = self.rng.choice([quote for quote in self.quotes[:4000] if quote.speaker])
            self.row(origin, self.neighbour(other.quote), str(other.speaker), self.day())
        self.rng.shuffle(self.quotes)
        return Planted(self.quotes, self.origins, self.lost_not)

    @staticmethod
    def surname(number: int) -> str:
        return "".join("BDFGKLMNPRST"[part % 12] + "aeiou"[part % 5] for part in (number, number // 7 + 3, number // 3))

    def clause(self) -> str:
        pick = self.rng.choice
        place = pick(FRAMES).format(pick(ADJECTIVES), pick(NOUNS))
        return f"{pick(SUBJECTS)} {pick(MODALS)} {pick(VERBS)} the {pick(ADJECTIVES)} {pick(NOUNS)} {place}"

    def statement(self) -> str:
        """Return one to three clauses as a quote."""
        clauses = [self.clause() for _ in range(self.rng.choice((1, 1, 2, 2, 3)))]
        text = self.rng.choice((", and ", ". ", "; ")).join(clauses)
        return text[0].upper() + text[1:] + "."

    def neighbour(self, text: str) -> str:
        """Return a new statement that ends with up to six words of another one."""
        words = text.split()
        return f"{self.clause().capitalize()} {' '.join(words[-min(6, len(words) // 3) :])}"

    def copies(self, origin: int) -> None:
        text, name, day = self.statement(), self.rng.choice(self.names), self.day()
        self.row(origin, text, name, day)
        for _ in range(self.rng.choice((1, 1, 2, 3, 4, 8))):
            vary = self.rng.choice(VARIATIONS)
            copy = vary(self.rng, text)
            known = self.rng.choice((name, name, name, name.split()[1], None))
            row = self.row(origin, copy, known, day + timedelta(days=self.rng.randint(1, 4)))
            if vary is drop_not and copy != text:
                self.lost_not.add(row.id)

    def day(self) -> date:
        return START + timedelta(days=self.rng.randint(0, 300))

    def row(self, origin: int, text: str, name: str | None, day: date) -> Quote:
        number = len(self.quotes)
        quote = Quote(
            id=f"q{number}",
            article=f"a{number}",
            outlet=self.rng.choice(OUTLETS),
            published=day.isoformat(),
            line=20,
            kind="direct",
            quote=text,
            sentence=f"“{text}”",
            content=((0, len(text)),),
            cue=(),
            source=(),
            cue_text="said",
            source_text=name,
            speaker=name,
            speaker_kind="person" if name else None,
            speech_act="assert",
            distance="neutral",
            confidence=0.9,
            pattern="planted",
        )
        self.quotes.append(quote)
        self.origins[quote.id] = origin
        return quote


def verbatim(rng: random.Random, text: str) -> str:
    """Return a wire copy."""
    return text


def typeset(rng: random.Random, text: str) -> str:
    """Return the text in another house style: contractions, apostrophes, dashes, spaces."""
    changes = ((" will not ", " won’t "), (" cannot ", " can't "), (" do not ", " don’t "), (", and ", " – and "))
    for old, new in changes:
        text = text.replace(old, new)
    return text.rstrip(".") + "!"


def drop_not(rng: random.Random, text: str) -> str:
    """Return the text without its first "not"."""
    return text.replace(" not ", " ", 1)


def swap(rng: random.Random, text: str) -> str:
    """Return the text with one word in twelve another one."""
    words = text.split()
    for _ in range(max(1, len(words) // 12)):
        words[rng.randrange(len(words))] = rng.choice(FILLERS)
    return " ".join(words)


def soften(rng: random.Random, text: str) -> str:
    """Return the text with its first modal another one."""
    for modal in (" will ", " must "):
        if modal in text:
            return text.replace(modal, " could ", 1)
    return text


def trim(rng: random.Random, text: str) -> str:
    """Return a part of the text, of six words at least."""
    words = text.split()
    length = rng.randint(min(len(words), max(6, len(words) // 2)), len(words))
    start = rng.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def lengthen(rng: random.Random, text: str) -> str:
    """Return the text with another sentence behind it."""
    return f"{text} {_Planter(rng).statement()}"


def fill(rng: random.Random, text: str) -> str:
    """Return the text with a word more."""
    words = text.split()
    words.insert(rng.randrange(len(words)), rng.choice(FILLERS))
    return " ".join(words)


VARIATIONS: tuple[Callable[[random.Random, str], str], ...] = (
    verbatim, verbatim, verbatim, typeset, drop_not, swap, soften, trim, lengthen, fill,
)  # fmt: skip


def joined_pairs(groups: Iterator[set[str]] | list[set[str]]) -> set[tuple[str, str]]:
    """Return all pairs of ids that stand in one group."""
    return {(a, b) for group in groups for a in group for b in group if a < b}
