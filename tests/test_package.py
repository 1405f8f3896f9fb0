"""The package as installed: what the wheel holds, what may import what, and how its modules are written."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import communique

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"
MODULES = sorted(path for path in SRC.rglob("*.py") if "__pycache__" not in path.parts)
MAX_LINES = 400
INNER = ("extract", "graph", "export", "knowledge", "src", "cli", "model", "pipeline", "registry", "errors")
OWN = {"communique", *INNER}
NOT_PACKED = {"__pycache__", ".pyc"}


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def packed(folder: Path) -> list[Path]:
    """Return every file that belongs to the package, relative to `folder`."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(file for file in files if not NOT_PACKED & {*file.parts, file.suffix})


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


# ----------------------------------------------------------------------------------------------------- wheel


def test_the_list_of_packages_is_that_of_the_folders() -> None:
    folders = {file.parent for file in packed(SRC)}
    expected = {".".join(("communique", *folder.parts)) for folder in folders}
    assert set(pyproject()["tool"]["setuptools"]["packages"]) == expected


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built without the network from a clean copy of the tree."""
    if int(version("setuptools").partition(".")[0]) < 80:
        pytest.skip("setuptools 80 or later is needed to build a wheel without the network")
    tree = tmp_path_factory.mktemp("tree")
    shutil.copytree(SRC, tree / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tree)
    out = tree / "dist"
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    result = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "would be ignored" not in result.stdout + result.stderr  # a data folder that is not in the list
    [built] = out.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_src_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = [Path(name) for name in archive.namelist()]
    information = f"communique-{communique.__version__}.dist-info"
    assert {path.parts[0] for path in inside} == {"communique", information}
    files = sorted(path.relative_to("communique") for path in inside if path.parts[0] == "communique")
    assert files == packed(SRC)
    assert Path(information, "licenses", "LICENSE") in inside


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel alone is installed into."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    command += ["--disable-pip-version-check", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    return target


def python(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in another folder; the installed wheel goes before any other copy of the package."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_installed_wheel_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    result = python(installed, tmp_path, "-m", "communique", "--version")
    assert (result.returncode, result.stdout) == (0, f"communique {communique.__version__}\n"), result.stderr
    code = (
        "import communique, communique.cli, communique.pipeline; "
        "from communique.graph.sparql import list_questions; "
        "from communique.knowledge.stances import load_stances; "
        "print(communique.__file__, len(list_questions()), len(load_stances()))"
    )
    result = python(installed, tmp_path, "-c", code)
    file, questions, stances = result.stdout.rsplit(maxsplit=2)
    assert Path(file) == installed / "communique" / "__init__.py"
    assert int(questions) > 5
    assert int(stances) == 13


def test_the_installed_wheel_shows_networks_in_notebooks(installed: Path, tmp_path: Path) -> None:
    code = (
        "from communique.graph.network import build_network; "
        "print(build_network([])._repr_html_()[:8], build_network([]).subgraph([])._repr_html_()[:8])"
    )
    result = python(installed, tmp_path, "-c", code)
    assert (result.returncode, result.stdout) == (0, "<iframe  <iframe \n"), result.stderr


def test_no_inner_package_can_be_imported_by_its_bare_name(installed: Path, tmp_path: Path) -> None:
    code = f"import importlib.util as u; print([n for n in {INNER} if u.find_spec(n) is not None])"
    assert python(installed, tmp_path, "-c", code).stdout == "[]\n"


def test_the_source_folder_cannot_be_imported_as_src() -> None:
    command = [sys.executable, "-c", "import src"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert "ImportError: install the project" in result.stderr
    assert "`import communique`" in result.stderr


# --------------------------------------------------------------------------------------------------- imports


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield what a module imports of the package, as parts of full names, `("extract", "cues")`."""
    package = path.relative_to(SRC).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            inner = tuple(node.module.split(".")) if node.module else ()
            for alias in node.names:
                yield (*base, *inner, alias.name)


def test_the_walk_over_imports_sees_them() -> None:
    assert ("extract", "articles", "read_articles") in set(imports(SRC / "extraction.py"))
    assert ("model", "Article") in set(imports(SRC / "extract" / "articles.py"))
    assert ("extract", "languages", "Roles") in set(imports(SRC / "extract" / "languages" / "en.py"))


def test_own_modules_are_imported_relatively() -> None:
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            absolute = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                absolute = [node.module or ""]
            found += [(name_of(path), each) for each in absolute if each.partition(".")[0] in OWN]
    assert found == []


@pytest.mark.parametrize(
    ("stage", "forbidden"),
    [
        ("knowledge", {"extract", "graph", "export"}),
        ("extract", {"graph", "export"}),
        ("graph", {"export", "extract"}),
        ("export", {"extract"}),
    ],
)
def test_data_flows_one_way(stage: str, forbidden: set[str]) -> None:
    forbidden = forbidden | {"cli", "cluster", "pipeline", "summary"}
    modules = [path for path in MODULES if path.is_relative_to(SRC / stage)]
    assert len(modules) > 4
    against = [(name_of(path), each) for path in modules for each in imports(path) if each[0] in forbidden]
    assert against == []


def test_no_stage_names_a_language() -> None:
    languages = SRC / "extract" / "languages"
    codes = {path.stem for path in languages.glob("*.py")} - {"__init__"}
    assert codes == {"en", "fr"}
    users = set()
    for path in MODULES:
        if any(each[:2] == ("extract", "languages") and codes & {*each[2:]} for each in imports(path)):
            users.add(path)
    assert users == {languages / "__init__.py"}


# --------------------------------------------------------------------------------------------------- writing


def test_no_module_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in body:
        if isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_everything_public_says_what_it_is() -> None:
    silent = []
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        if not ast.get_docstring(tree):
            silent.append(name_of(path))
        silent += [
            f"{name_of(path)}: {node.name}" for node in public(tree.body) if not ast.get_docstring(node)
        ]
    assert silent == []


def test_the_examples_in_docstrings_are_true(
    built: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "output").symlink_to(built)
    (tmp_path / "seeds").symlink_to(seeds)
    monkeypatch.chdir(tmp_path)
    tried = 0
    for module in pkgutil.walk_packages(communique.__path__, "communique."):
        if not module.name.endswith("__main__"):  # it runs the command line
            failed, attempted = doctest.testmod(importlib.import_module(module.name))
            assert not failed, module.name
            tried += attempted
    assert tried >= 5
