"""``python -m bienban.cli``."""

from bienban.cli import main

main()
