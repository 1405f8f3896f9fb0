"""Each notebook runs from a clean kernel, and keeps outputs that are small and tell nothing of a machine.

`python tests/test_notebooks.py` runs them and keeps the new outputs; `... 1_tour` runs that one alone.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from communique.graph.sparql import run_query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MAX_BYTES = 150_000  # with a few small pictures
TIMEOUT = 300  # seconds a cell
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
MACHINE = re.compile(r"/(home|root|tmp|Users|work|mnt|var|opt|usr)/|[A-Z]:\\\\|site-packages|0x[0-9a-f]{8,}")


def execute(path: Path) -> Any:
    """Return the notebook with the outputs of a new kernel that was started in its folder."""
    import nbformat
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    class ThisPython(AsyncKernelManager):
        """The kernel of the Python that runs the tests, whichever kernels the machine knows."""

        @property
        def kernel_spec(self) -> KernelSpec:
            command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=command, display_name="Python 3", language="python")

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_manager_class=ThisPython,
        record_timing=False,
        coalesce_streams=True,  # printed lines come in pieces, and not in the same ones each time
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    notebook.metadata = METADATA
    return notebook


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])]


def texts(notebook: Any) -> list[str]:
    """Return what the cells print and return as text: kept outputs may not be of another program."""
    shown = [
        output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs(notebook)
    ]
    return ["".join(each) for each in shown]


def test_they_are_numbered_as_they_are_read() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "1_tour",
        "2_france_and_russia_on_syria",
        "3_sparql_by_example",
        "4_your_own_articles",
        "5_how_good_is_it",
        "6_for_researchers",
    ]


@pytest.fixture(scope="module")
def running() -> Iterator[dict[Path, Future[Any]]]:
    """All notebooks, run two at a time: each has a kernel of its own."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield {path: pool.submit(execute, path) for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def test_a_notebook_runs_from_a_clean_kernel(path: Path, request: pytest.FixtureRequest) -> None:
    for needed in ("nbclient", "ipykernel", "matplotlib"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed; it comes with the extra [test]")
    import matplotlib.font_manager  # makes its list of fonts now: it says so where that takes long

    assert matplotlib.font_manager.fontManager
    before = path.read_bytes()
    notebook = request.getfixturevalue("running")[path].result()
    assert path.read_bytes() == before
    assert texts(notebook) == texts(json.loads(before)), f"run tests/test_notebooks.py {path.stem}"
    told = [output.get("name") for output in outputs(notebook)]
    assert "stdout" in told
    assert "stderr" not in told  # no warning


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def test_a_notebook_is_kept_run_small_and_without_traces(path: Path) -> None:
    text = path.read_text("utf-8")
    notebook = json.loads(text)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))  # top to bottom, once
    assert all(cell["outputs"] for cell in code)
    assert not [output for output in outputs(notebook) if output["output_type"] == "error"]
    assert len(text.encode()) < MAX_BYTES
    assert notebook["metadata"] == METADATA
    assert not any(cell["metadata"] for cell in notebook["cells"])
    assert not MACHINE.search(text)
    assert "\\u001b" not in text  # no colours of a terminal
    first = notebook["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "you will learn" in "".join(first["source"]).casefold()


def solutions(name: str) -> list[str]:
    """Return the SPARQL in the text of a notebook: the folded solutions of its exercises."""
    cells = json.loads((FOLDER / name).read_text("utf-8"))["cells"]
    told = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return [query for text in told for query in re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)]


SPARQL = "3_sparql_by_example.ipynb"


def test_each_question_of_the_sparql_notebook_has_an_answer() -> None:
    assert "Empty DataFrame" not in (FOLDER / SPARQL).read_text("utf-8")
    assert len(solutions(SPARQL)) >= 5


@pytest.mark.parametrize("query", solutions(SPARQL))
def test_a_solution_of_an_exercise_has_an_answer(query: str, built: Path) -> None:
    assert len(run_query(built / "graph.ttl", query)) > 0


if __name__ == "__main__":
    import nbformat

    chosen = [path for path in NOTEBOOKS if not sys.argv[1:] or path.stem in sys.argv[1:]]
    for each in chosen:
        nbformat.write(execute(each), each)  # type: ignore[no-untyped-call]
        sys.stdout.write(f"ran {each.name}\n")
