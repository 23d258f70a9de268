"""Sổ tay (notebooks): run from the top in a kernel of their own, every cell, and say something."""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbclient
import nbformat
import pytest

from processes import environment

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
_MACHINE = re.compile(r"/(?:home|Users|root|work|tmp)/|[A-Z]:\\\\")


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_no_output_and_names_no_machine(path: Path) -> None:
    cells = nbformat.read(path, 4).cells
    assert all(cell.outputs == [] and cell.execution_count is None for cell in cells if cell.cell_type == "code")
    assert not _MACHINE.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_the_top(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment(MPLBACKEND="agg").items():
        monkeypatch.setenv(name, value)
    notebook = nbformat.read(path, 4)
    notebook.cells.append(nbformat.v4.new_code_cell("print('answered:', bool(answered))"))
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    said = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()) if output.output_type == "stream")
    assert said.endswith("answered: True\n")
    assert "|" in said
    assert os.fspath(path.parent) not in said
