"""The command line: one module a command; only this part prints and exits."""


def main() -> None:
    """Run the program; the entry point of the installed command."""
    import io
    import os
    import sys

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: a second thread waits more than it works

    from quoteminer.cli.app import app

    _open_missing_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a help page must not fail on an ASCII terminal
    app(prog_name="quoteminer")


def _open_missing_streams() -> None:
    """Put something in the place of standard streams that the caller has closed (`>&-`).

    Standard input is then empty, standard error says nothing, and standard output refuses what is written to it.
    """
    import os
    import sys
    from io import FileIO, TextIOWrapper
    from typing import Any, cast

    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the program runs
    if sys.stdout is None:
        unwritable = FileIO(os.open(os.devnull, os.O_RDONLY), "w")  # with no buffer, so that nothing is left in one
        sys.stdout = TextIOWrapper(cast("Any", unwritable), encoding="utf-8", write_through=True)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
