"""Mã thoát (exit codes) of every command; README says them to users."""

EXIT_OK = 0
EXIT_SOME_FAILED = 1
"""Some input could not be read, or a check found a fault."""
EXIT_USAGE = 2
EXIT_MISSING = 3
"""A program or package that the command needs is not installed."""
EXIT_LIMIT = 4
"""Everything that failed was refused by a limit."""
EXIT_BUSY = 5
"""Another run is using the folder."""
EXIT_INTERRUPTED = 130
