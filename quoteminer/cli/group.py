"""Exceptions → exit codes, the same for every command."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from quoteminer.cli.talk import say, say_error, say_traceback
from quoteminer.errors import OutputError, QuoteminerError, TooManyFailuresError

FAILED, WRONG, INTERRUPTED = 1, 2, 130
"""Exit codes: some inputs failed; usage, patterns, output or pipeline wrong; Ctrl-C."""

_DEBUG = "quoteminer.debug"

_NEXT = {errno.EBADF: "Standard output is closed; name a file: -o FILE.", errno.EIO: "Check the disk."}


class GuardedGroup(TyperGroup):
    """The group of commands; what they raise becomes a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command. With `--debug` an exception's traceback is shown, too."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _abandon_output()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            say("quoteminer: interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            if hasattr(error, "exit_code"):  # typer's own
                raise
            if ctx.meta.get(_DEBUG):
                say_traceback()  # not the interpreter's own, which would show control characters raw
            say_error(_explained(error))
            raise typer.Exit(FAILED if isinstance(error, TooManyFailuresError) else WRONG) from None
        return result


def remember_debug(ctx: typer.Context, value: bool) -> bool:
    """Note whether tracebacks are wanted; the callback of `--debug`."""
    ctx.meta[_DEBUG] = value
    log = logging.getLogger("quoteminer")
    log.handlers = [_SayHandler()] if value else []
    log.setLevel(logging.DEBUG if value else logging.NOTSET)
    return value


class _SayHandler(logging.Handler):
    """Shows the package's log records, tracebacks included, with control characters made visible."""

    def emit(self, record: logging.LogRecord) -> None:
        for line in self.format(record).splitlines():
            say(line)


def _explained(error: Exception) -> QuoteminerError:
    if isinstance(error, QuoteminerError):
        return error
    full = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EBADF)
    if isinstance(error, OSError) and error.errno in full:
        hint = _NEXT.get(error.errno, "Free some space and run it again.")
        return OutputError(f"The output cannot be written: {error.strerror}.", hint)
    return QuoteminerError(
        f"{type(error).__name__}: {error}",
        "This is a fault in quoteminer. Run it again with --debug and report the traceback.",
    )


def _abandon_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
        except (io.UnsupportedOperation, ValueError):
            continue
