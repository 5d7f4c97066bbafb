"""The validated data/<language>/dates.yaml: words of time, the forms they make, what they may stand by."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from quoteminer.patterns.schema import Strict

FormKind = Literal[
    "day",
    "overnight",
    "weekday",
    "weekday_of_week",
    "date",
    "date_of_year",
    "month_day",
    "month",
    "month_of_year",
    "year",
    "decade",
    "period",
    "weekend",
    "ago",
    "iso",
    "numeric",
    "vague",
    "name",
]
"""What a form means; `vague` has words but no day, `name` looks like a date and is none ("Super Tuesday")."""

Unit = Literal["hour", "day", "week", "fortnight", "weekend", "month", "year"]


SLOTS = ("weekday", "month", "ordinal", "number", "unit", "shift", "day", "reference", "direction")
"""The lists whose words stand for a value, as the forms name them."""

FIGURES = ("year", "digits", "digits2", "nth")
"""What forms may ask for in figures; `nth` is a day of the month with its suffix ("11th")."""

_NAME = re.compile(r"\{([^}]*)\}")


class Form(Strict):
    """Expressions that resolve alike.

    In `forms`, `{name}` is a word of that list, `[...]` may be missing, `a|b` is either word. `narrative`
    forms count from the day the text speaks of ("the same day"), `modifier` forms only date a noun ("a 2019
    interview").
    """

    kind: FormKind
    narrative: bool = False
    modifier: bool = False
    forms: list[str]


class DatesData(Strict):
    """data/<language>/dates.yaml."""

    language: str
    capitalised: bool
    weekdays: dict[str, int]
    months: dict[str, int]
    ordinals: dict[str, int]
    ordinal_suffixes: list[str]
    numbers: dict[str, int]
    units: dict[str, Unit]
    shifts: dict[str, int]
    days: dict[str, int]
    references: dict[str, int]
    directions: dict[str, int]
    words: dict[str, list[str]]
    forms: list[Form]

    occasions: frozenset[str] = Field(strict=False)
    speech_verbs: frozenset[str] = Field(strict=False)
    ahead: frozenset[str] = Field(strict=False)
    topic: frozenset[str] = Field(strict=False)
    loose: frozenset[str] = Field(strict=False)
    bounds: frozenset[str] = Field(strict=False)
    undated: frozenset[str] = Field(strict=False)
    simultaneous: frozenset[str] = Field(strict=False)
    dashes: frozenset[str] = Field(strict=False)
    possessives: frozenset[str] = Field(strict=False)
    futures: frozenset[str] = Field(strict=False)
    prospective: frozenset[str] = Field(strict=False)
    subjects: frozenset[str] = Field(strict=False)
    dependents: frozenset[str] = Field(strict=False)
    relatives: frozenset[str] = Field(strict=False)

    @model_validator(mode="after")
    def _forms_are_sound(self) -> DatesData:
        known = {*SLOTS, *FIGURES, *self.words}
        for line in (line for form in self.forms for line in form.forms):
            unknown = set(_NAME.findall(line)) - known
            if unknown:
                raise ValueError(f"form {line!r} names {sorted(unknown)}, which is no list of words")
            if line.count("[") != line.count("]"):
                raise ValueError(f"form {line!r} opens and closes a different number of brackets")
        return self

    def __hash__(self) -> int:
        """Return the identity's hash: what is built from the data is cached for each loaded file."""
        return id(self)
