"""Libraries that only one format needs: imported when the format is met, and named where they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from quoteminer.errors import InputError


def require(module: str, *, extra: str, where: str) -> ModuleType:
    """Return the module, imported.

    Raises:
        InputError: when it is not installed; the message names the extra that brings it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            f"{where}: cannot be read without {module.partition('.')[0]}, which is not installed.",
            f"Install it: pip install 'quoteminer[{extra}]'",
        ) from error
