"""When a predicted field is right."""

from __future__ import annotations

import pytest

from quoteminer.analysis.fields import field_agrees

CASES = [
    ("speaker", "Ann Lee", "Ann Lee", True),
    ("speaker", "Ann Lee", "ANN LEE", True),
    ("speaker", "Ann Lee", "Ann Lee’s", True),
    ("speaker", "Ann Lee", "Lee", False),
    ("speaker", "the mayor", "mayor", True),
    ("speaker", "mayor of the town", "mayor of town", False),
    ("speaker", "Ann Lee|Kremlin", "The Kremlin", True),
    ("speaker", "Ann Lee", None, False),
    ("speaker", "Ann Lee", "", False),
    ("speaker", None, None, True),
    ("speaker", None, "Ann Lee", False),
    ("speaker", "none", "", True),
    ("speaker", "Ann Lee|none", None, True),
    ("speaker", "Ann Lee|none", "Ann Lee", True),
    ("date", "2024-05-01", "2024-05-01", True),
    ("date", "2024-05", "2024-05-17", True),
    ("date", "2024-05-17", "2024-05", False),
    ("date", "2024-05-01|2024-05-02", "2024-05-02/2024-05-04", True),
    ("date", None, "2024-05-01", False),
    ("speech_act", "assert|accuse", "accuse", True),
    ("speech_act", "assert|accuse", "deny", False),
    ("stance", "none", "neutral", False),
    ("stance_target", "Russia", "Russian troops", True),
    ("stance_target", "the old bridge", "bridge", True),
    ("stance_target", "the old bridge", "the new tunnel", False),
    ("stance_target", "the", "the", False),
    ("stance_target", "bridge", "bridge one two four five six", True),
    ("stance_target", "bridge", "bridge one two four five six seven", False),
]


@pytest.mark.parametrize(("key", "expected", "given", "right"), CASES)
def test_field_agrees(key: str, expected: str | None, given: str | None, right: bool) -> None:
    """Names are compared without case, article and possessive, dates by their beginning, targets by stems."""
    assert field_agrees(key, expected, given) is right
