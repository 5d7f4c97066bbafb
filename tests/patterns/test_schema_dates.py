"""What the words of time may hold."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema_dates import DatesData


@pytest.mark.parametrize(
    ("forms", "problem"),
    [
        (["on {weekdy}"], "names ['weekdy'], which is no list of words"),
        (["[on {weekday}"], "a different number of brackets"),
    ],
)
def test_dates_data_refuses_a_broken_form(forms: list[str], problem: str) -> None:
    """A form that could not be compiled is an error of the file."""
    values: dict[str, Any] = load_data("dates", DatesData).model_dump()
    with pytest.raises(ValidationError) as raised:
        DatesData(**{**values, "forms": [{"kind": "weekday", "forms": forms}]})
    assert problem in str(raised.value)


def test_dates_data_has_no_idle_list() -> None:
    """Every list of words is named by a form."""
    data = load_data("dates", DatesData)
    lines = " ".join(line for form in data.forms for line in form.forms)
    assert [name for name in data.words if f"{{{name}}}" not in lines] == []
