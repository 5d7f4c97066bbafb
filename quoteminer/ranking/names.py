"""The rankers by name, told without loading any of them."""

from __future__ import annotations

from typing import Literal, get_args

RankerName = Literal["rules", "small", "large"]
RANKER_NAMES: tuple[str, ...] = get_args(RankerName)
DEFAULT: RankerName = "small"
