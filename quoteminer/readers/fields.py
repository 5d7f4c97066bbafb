"""Row → article: which keys hold its parts, and what their values mean. Shared by JSONL, CSV and Parquet."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timezone
from functools import cache

from quoteminer.errors import InputError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.building import Given, OddDates, build_article
from quoteminer.readers.days import parse_day, words
from quoteminer.readers.decoding import SAY_ENCODING, decode_any, decode_bytes
from quoteminer.readers.metadata import host
from quoteminer.readers.settings import Settings
from quoteminer.readers.unpacking import LARGEST
from quoteminer.readers.walk import Origin, error_row

_SURROGATE = re.compile("[\ud800-\udfff]")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_MILLISECONDS = 1e11
"""A number from here on counts milliseconds since 1970, as pandas writes dates; below it seconds, up to year 5138."""

_SHOWN = 20
"""Keys named in a message at most."""

_DEPTH = 3
"""Names in a dotted key at most."""

_ROW = "schema"
"""The key that extracted rows have and articles have not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """The rows of one file: where they are read, how, and what is odd: dates, and lines whose bytes are no UTF-8."""

    origin: Origin
    settings: Settings
    odd: OddDates = field(default_factory=OddDates)
    recoded: list[int | str] = field(default_factory=list)

    def check(self, keys: Iterable[str]) -> None:
        """Look whether the first row, or the header, has the keys that are needed.

        Raises:
            InputError: a key is missing, or these are extracted rows and no articles.
        """
        path, asked = self.origin.path, self.settings.reading.keys
        names = [str(key) for key in keys]
        top = [name for name in names if "." not in name or name.partition(".")[0] not in names]
        if _ROW in names:
            raise InputError(f"{path}: holds extracted quotes, not articles.", "`quoteminer grep` reads them.")
        there = ", ".join(top[:_SHOWN]) + (f" and {len(top) - _SHOWN} more" if len(top) > _SHOWN else "")
        for option, key in (("--text-key", asked.text), ("--id-key", asked.id), ("--date-key", asked.date)):
            if key is not None and key not in names:
                raise InputError(f"{path}: there is no key {key!r}; the keys are: {there}.", f"Say {option} KEY.")
        if asked.text is None and not {_plain(name) for name in names} & set(_known("text")):
            raise InputError(f"{path}: no key is known to hold the text; the keys are: {there}.", "Say --text-key KEY.")

    def article(self, row: Mapping[str, object], number: int | str) -> Article | ErrorRow:
        """Return the article of the row on line `number`, or of another name, or an error row."""
        row = flat(row)
        asked = self.settings.reading.keys
        values = {_plain(key): value for key, value in row.items() if isinstance(key, str)}
        named = str_of(_pick(row, values, "id", asked.id))
        origin = replace(self.origin, id=named or f"{self.origin.id}:{number}")
        try:
            text = self._text(_pick(row, values, "text", asked.text), row, number)
        except InputError as error:
            located = InputError(f"{self.origin.path}:{number}: {error.message}", error.hint)
            return error_row(located, path=self.origin.path, article=origin.id)
        outlet = str_of(_pick(row, values, "outlet", None))
        given = Given(
            published=self._day(_pick(row, values, "published", asked.date)),
            title=str_of(_pick(row, values, "title", None)),
            url=str_of(_pick(row, values, "url", None)),
            outlet=host(outlet) or outlet,
        )
        return build_article(text, origin, self.settings, odd=self.odd, given=given)

    def fail(self, number: int | str, message: str, hint: str) -> ErrorRow:
        """Return the error row for line `number`."""
        path = self.origin.path
        return error_row(
            InputError(f"{path}:{number}: {message}", hint), path=path, article=f"{self.origin.id}:{number}"
        )

    def finish(self) -> None:
        """Tell what was odd."""
        name = self.origin.path or self.origin.id
        self.odd.tell(name, self.settings.log)
        if self.recoded:
            self.settings.log.recoded += len(self.recoded)
            rows, first = "1 row is" if len(self.recoded) == 1 else f"{len(self.recoded):,} rows are", self.recoded[0]
            where = f"on line {first}" if isinstance(first, int) else f"{self.origin.id}:{first}"
            self.settings.log.warnings.append(f"{name}: {rows} not UTF-8, the first {where}; read as well as can be.")

    def decode(self, raw: bytes, number: int | str) -> str:
        """Return the text of a line or of a field on it; odd bytes are noted.

        Raises:
            InputError: the bytes are binary, not in the encoding that the caller names, or not UTF-8 and the caller
                is strict.
        """
        reading = self.settings.reading
        try:
            return decode_bytes(raw, reading.encoding)
        except UnicodeDecodeError as error:
            if reading.strict_encoding or reading.encoding:
                byte = f"byte 0x{raw[error.start]:02x}"
                raise InputError(f"not {reading.encoding or 'UTF-8'}: {byte}.", SAY_ENCODING) from error
        text, _ = decode_any(raw, where="the text")
        if number not in self.recoded[-1:]:
            self.recoded.append(number)
        return text

    def _text(self, value: object, row: Mapping[str, object], number: int | str) -> str:
        if isinstance(value, bytes):
            value = self.decode(value, number)
        if value is None:
            raise InputError(
                f"there is no text; the keys are: {', '.join(row)}.", "Say --text-key KEY, or leave the row out."
            )
        if not isinstance(value, str):
            raise InputError(f"the text is no string but {type(value).__name__}.", "Say --text-key KEY.")
        if "\0" in value:
            raise InputError("the text looks binary: it holds a NUL character.", "Leave it out.")
        if len(value) > LARGEST:
            raise InputError(f"the text is longer than {LARGEST:,} characters.", "Split it up first.")
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)

    def _day(self, value: object) -> str | None:
        order = self.settings.reading.day_order
        if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
            return None
        if isinstance(value, date):
            return value.isoformat()[:10]
        if isinstance(value, int | float) and not isinstance(value, bool):
            day = _since_1970(value)
            if day:
                return day
        written = str(value).strip()
        compact = _COMPACT_DAY.match(written)
        found = parse_day("-".join(compact.groups()) if compact else written, day_order=order)
        if found.iso is None and written:
            self.odd.add("ambiguous" if found.ambiguous else "unread", written[:40])
        return found.iso


def flat(row: Mapping[str, object]) -> dict[str, object]:
    """Return the row with the parts of nested objects under dotted names, too: "source.name"."""
    values = dict(row)
    waiting = [(str(key), value, 1) for key, value in row.items()]
    for key, value, depth in waiting:  # grows as it goes
        if isinstance(value, dict) and depth < _DEPTH:
            inner = [(f"{key}.{name}", part, depth + 1) for name, part in value.items()]
            values |= {name: part for name, part, _ in inner}
            waiting += inner
    return values


def str_of(value: object) -> str | None:
    """Return a string or a number as a string without white space around it; None for anything else and for ""."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", str(value)).split()) or None


def _pick(row: Mapping[str, object], values: Mapping[str, object], part: str, key: str | None) -> object:
    """Return the value of the named key, else that of the first known key that has one."""
    if key is not None:
        return row.get(key)
    found = [values[name] for name in _known(part) if values.get(name) is not None]
    found.sort(key=lambda value: isinstance(value, dict))  # of an object its parts are meant
    return next((value for value in found if value != ""), next(iter(found), None))


def _since_1970(value: float) -> str | None:
    seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
    if abs(seconds) < 1e8 and float(value).is_integer() and len(str(int(value))) == 8:  # 20250923
        return None
    try:
        return datetime.fromtimestamp(seconds, tz=timezone.utc).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


@cache
def _known(part: str) -> list[str]:
    names: list[str] = words()["row_keys"][part]
    return names


def _plain(key: str) -> str:
    return key.strip().casefold()
