"""``python -m dualwrite``: the command line where the entry point is not installed."""

from .cli import main

main()
