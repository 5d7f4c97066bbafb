"""The command line: one module a command; only this part prints and exits."""


def main() -> None:
    """Run the program; the entry point of the installed command."""
    from quoteminer.cli.app import app

    app(prog_name="quoteminer")
