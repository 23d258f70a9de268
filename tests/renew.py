"""What the README and the help snapshot should say, made by running them. ``python tests/renew.py`` rewrites both.

In the README a ``python`` block is run from the repository's top; a ``text`` block right after it is its output. In a
``console`` block each line that begins with ``$`` is run, and the lines after it are its output.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

from processes import ROOT, bienban, environment, python

README = ROOT / "README.md"
HELP = ROOT / "tests" / "snapshots" / "help.txt"
_FENCE = re.compile(r"^```(python|console)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def renewed(readme: str) -> str:
    """The README with the output of every block as it is now. Raises ``AssertionError`` when a block fails."""
    return _FENCE.sub(_block, readme)


def blocks(readme: str) -> list[str]:
    """The blocks that :func:`renewed` runs."""
    return [found.group(2) for found in _FENCE.finditer(readme)]


def help_texts() -> str:
    """The help of every command, one after the other."""
    commands = ([], ["extract"], ["schema"], ["benchmark"], ["gold"], ["gold", "check"], ["evaluate"], ["compare"], ["train"], ["select"], ["weak"])
    return "\n".join(bienban(*command, "--help").stdout.decode() for command in commands)


def _block(found: re.Match[str]) -> str:
    language, body, output = found.groups()
    if language == "console":
        lines = [line for line in body.splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"{line}\n{_shell(line[2:])}" for line in lines) + "```\n"
    ran = python("-c", body)
    assert ran.returncode == 0, ran.stderr.decode()
    shown = f"\n```text\n{ran.stdout.decode()}```\n" if output is not None else ""
    return f"```python\n{body}```\n{shown}"


def _shell(line: str) -> str:
    command = f'bienban() {{ {shlex.quote(sys.executable)} -m bienban.cli "$@"; }}\n{line}'
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, cwd=ROOT, env=environment(), timeout=120, check=False)
    assert not ran.stderr, ran.stderr.decode()
    return ran.stdout.decode()


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    HELP.parent.mkdir(exist_ok=True)
    HELP.write_text(help_texts(), encoding="utf-8", newline="\n")
