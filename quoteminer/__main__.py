"""`python -m quoteminer`: the same as the command."""

from quoteminer.cli import main

if __name__ == "__main__":
    main()
