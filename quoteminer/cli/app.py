"""The program: its commands and the options that stand before them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from quoteminer.cli import echoes, explain, extract, grep, spark, stats
from quoteminer.cli import eval as evaluation
from quoteminer.cli.group import GuardedGroup
from quoteminer.cli.patterns import patterns_app

app = typer.Typer(
    cls=GuardedGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from quoteminer.cli.version import version_lines

        sys.stdout.writelines(f"{line}\n" for line in version_lines())
        raise typer.Exit


@app.callback()
def quoteminer_cli(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show versions and the patterns' hash."),
    ] = False,
) -> None:
    """Find who said what, when, and for or against whom in news articles."""


app.command("extract", epilog=extract.EXAMPLES)(extract.extract_cli)
app.command("grep", epilog=grep.EXAMPLES)(grep.grep_cli)
app.command("stats", epilog=stats.EXAMPLES)(stats.stats_cli)
app.command("echoes", epilog=echoes.EXAMPLES)(echoes.echoes_cli)
app.command("explain", epilog=explain.EXAMPLES)(explain.explain_cli)
app.add_typer(patterns_app, name="patterns")
app.command("eval", epilog=evaluation.EXAMPLES)(evaluation.eval_cli)
app.command("spark", epilog=spark.EXAMPLES)(spark.spark_cli)
