"""What the extra `spark` brings: imported when it is used, and named where it is missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from quoteminer.errors import UsageError


def require_pyspark() -> ModuleType:
    """Return pyspark, imported.

    Raises:
        UsageError: pyspark or pyarrow is not installed.
    """
    try:
        import_module("pyarrow")
        return import_module("pyspark")
    except ImportError as error:
        raise UsageError(
            f"Spark needs {error.name or 'pyspark'}, which is not installed.", "pip install 'quoteminer[spark]'"
        ) from error
