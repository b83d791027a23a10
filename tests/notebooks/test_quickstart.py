"""The quickstart notebook runs from its first cell to its last, shows the film inline, and is kept without outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from repository import ROOT

NOTEBOOK = ROOT / "notebooks" / "quickstart.ipynb"


def read() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def test_the_notebook_is_kept_without_outputs():
    code = [cell for cell in read().cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


def test_the_notebook_is_well_formed():
    nbformat.validate(read())


def shown(notebook: nbformat.NotebookNode, kind: str) -> str:
    """Everything of one media type that the cells show, printed text too."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    found = [output.data.get(kind, "") for output in outputs if "data" in output]
    printed = [output.text for output in outputs if output.output_type == "stream"]
    return "\n".join([*found, *(printed if kind == "text/plain" else [])])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_every_cell_runs_and_the_film_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIDPIPE_DATA", str(tmp_path / "workspace"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = read()
    NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    pages, text = shown(notebook, "text/html"), shown(notebook, "text/plain")
    assert "data:image/" in pages
    assert "<video" in pages
    assert "awaiting_approval" in text
    assert "complete" in text
    cuts = sorted((tmp_path / "workspace" / "films").glob("*/*.mp4"))
    assert len({cut.parent for cut in cuts}) == 2
