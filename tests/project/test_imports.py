"""Imports point down, and what is dangerous or heavy has one door.

import-linter holds the layers, the table below holds the rest.
"""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from repository import ROOT, imports, name, product_files, tree

DOORS = {
    "streamlit": ("app.py", "pages/", "vidpipe/ui/"),
    "typer": ("vidpipe/cli/",),
    "rich": ("vidpipe/cli/",),
    "fastapi": ("app.py", "vidpipe/api/"),
    "sqlmodel": ("vidpipe/store/",),
    "sqlalchemy": ("vidpipe/store/",),
    "alembic": ("vidpipe/store/",),
    "diskcache": ("vidpipe/store/",),
    "obstore": ("vidpipe/store/",),
    "dbos": ("vidpipe/engine/",),
    "imageio_ffmpeg": ("vidpipe/media/",),
    "google.genai": ("vidpipe/providers/google",),
    "openai": ("vidpipe/providers/openai",),
    "replicate": ("vidpipe/providers/replicate",),
    "onnxruntime": ("vidpipe/providers/local/",),
    "espeakng_loader": ("vidpipe/providers/local/",),
    "subprocess": ("vidpipe/process.py",),
    "multiprocessing": ("vidpipe/process.py",),
    "pty": (),
    "httpx": ("vidpipe/net/", "vidpipe/providers/"),
    "requests": ("vidpipe/net/", "vidpipe/providers/"),
    "aiohttp": ("vidpipe/net/", "vidpipe/providers/"),
    "urllib3": ("vidpipe/net/", "vidpipe/providers/"),
    "urllib.request": ("vidpipe/net/", "vidpipe/providers/"),
    "http.client": ("vidpipe/net/", "vidpipe/providers/"),
    "pickle": (),
    "marshal": (),
    "shelve": (),
}
"""A module, and the only files that may import it."""

SPAWNING = re.compile(
    r"^(os\.(system|popen|fork|forkpty|startfile|posix_spawnp?|spawn\w+|exec\w+)"
    r"|asyncio\.create_subprocess_\w+|concurrent\.futures\.(process\.)?ProcessPoolExecutor|ProcessPoolExecutor)$"
)
"""Ways to start a process without importing subprocess."""


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def test_import_linter_finds_nothing():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", DOORS)
def test_a_guarded_module_is_imported_at_its_door_only(package):
    strays = [
        f"{name(path)}:{line}"
        for path in product_files()
        for module, line in imports(path)
        if within(module, package) and not name(path).startswith(DOORS[package])
    ]
    assert not strays, f"{package} belongs in {' '.join(DOORS[package]) or 'no file'}"


def test_only_process_starts_processes():
    calls = [
        f"{name(path)}:{node.lineno} {ast.unparse(node)}"
        for path in product_files()
        if name(path) != "vidpipe/process.py"
        for node in ast.walk(tree(path))
        if spawns(node)
    ]
    assert not calls


def spawns(node: ast.AST) -> bool:
    """Whether a name is one of these; what it ends with is looked at first, since to write it out takes long."""
    last = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    likely = last and any(SPAWNING.match(f"{home}{last}") for home in ("os.", "asyncio.", ""))
    return bool(likely and SPAWNING.match(ast.unparse(node)))


def test_the_spawning_pattern_knows_its_prey():
    caught = ["os.system", "os.execv", "os.spawnlp", "os.fork", "asyncio.create_subprocess_exec", "ProcessPoolExecutor"]
    assert all(map(SPAWNING.match, caught))
    assert all(spawns(ast.parse(each, mode="eval").body) for each in caught)
    assert not any(map(SPAWNING.match, ["os.path", "os.environ", "system", "concurrent.futures.ThreadPoolExecutor"]))


def declared() -> set[str]:
    """The distributions that pyproject names for the product: base and extras, without those for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [wish for extra, wishes in project["optional-dependencies"].items() if extra != "dev" for wish in wishes]
    return {plain(re.split(r"[\[<>=!~; ]", wish)[0]) for wish in [*project["dependencies"], *extras]}


def plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_library_in_use_is_declared():
    homes, known = packages_distributions(), declared()
    foreign = {
        (module.split(".")[0], name(path))
        for path in product_files()
        for module, _ in imports(path)
        if module.split(".")[0] not in sys.stdlib_module_names and not within(module, "vidpipe")
    }
    missing = {
        f"{module} in {place}"
        for module, place in foreign
        if module in homes and not known & {plain(home) for home in homes[module]} and not comes_along(module)
    }
    assert not missing


def comes_along(module: str) -> bool:
    """A part of something declared that never comes without it."""
    return module in {"sqlalchemy", "uvicorn", "click", "httpx", "httpx2", "dotenv", "certifi", "pydantic_core"}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


HEAVY = {
    "streamlit",
    "google.genai",
    "openai",
    "replicate",
    "numpy",
    "skia",
    "PIL",
    "sqlmodel",
    "sqlalchemy",
    "dbos",
    "alembic",
}


HELP = """
sys.argv = ["vidpipe", "--help"]
import vidpipe.cli
try:
    vidpipe.cli.main()
except SystemExit:
    pass
"""


def test_import_of_the_package_loads_next_to_nothing():
    assert not loaded_by("import vidpipe") & (HEAVY | {"pydantic", "typer", "rich"})


def test_help_of_the_command_line_loads_nothing_heavy():
    assert not loaded_by(HELP) & HEAVY
