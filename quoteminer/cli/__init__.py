"""The command line: one module a command; only this part prints and exits."""


def main() -> None:
    """Run the program; the entry point of the installed command."""
    import io
    import os
    import sys

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: a second thread waits more than it works

    from quoteminer.cli.app import app

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a help page must not fail on an ASCII terminal
    app(prog_name="quoteminer")
