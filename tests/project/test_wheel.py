"""The wheel is whole: installed in a bare environment it finds its data, its pages and its command from any folder."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from repository import PACKAGE, ROOT, data_files

STUDIO = ("app.py", ".streamlit/config.toml", *(f"pages/{page.name}" for page in sorted((ROOT / "pages").glob("*.py"))))


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return next(out.glob("vidpipe-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment with the wheel in it; its libraries are those of the tests."""
    home = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(home, symlinks=os.name != "nt")
    commands = home / ("Scripts" if os.name == "nt" else "bin")
    python = commands / Path("python").with_suffix(".exe" if os.name == "nt" else "")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=home)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return commands


def python_says(installed: Path, code: str, folder: Path) -> str:
    return run(installed / "python", "-c", code, cwd=folder).strip()


def test_the_wheel_carries_every_data_file(wheel):
    inside = set(ZipFile(wheel).namelist())
    missing = [
        path.relative_to(ROOT).as_posix() for path in data_files() if path.relative_to(ROOT).as_posix() not in inside
    ]
    assert not missing


def test_the_wheel_carries_the_studio_inside_the_package(wheel):
    inside = {
        name.removeprefix("vidpipe/_app/") for name in ZipFile(wheel).namelist() if name.startswith("vidpipe/_app/")
    }
    assert inside == {name for name in STUDIO if (ROOT / name).exists()}


def test_the_wheel_carries_nothing_else(wheel):
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert tops == {"vidpipe", next(top for top in tops if top.endswith(".dist-info"))}


def test_the_wheel_carries_licence_and_notice(wheel):
    names = [name.split(".dist-info/")[-1] for name in ZipFile(wheel).namelist() if ".dist-info/" in name]
    assert {"licenses/LICENSE", "licenses/NOTICE"} <= set(names)


def test_the_package_is_found_outside_the_checkout(installed, tmp_path):
    place = Path(python_says(installed, "import vidpipe; print(vidpipe.__file__)", tmp_path))
    assert not place.is_relative_to(PACKAGE)
    assert place.is_relative_to(installed.parent)


def test_the_command_answers_from_any_folder(installed, tmp_path):
    assert "generate" in run(installed / "vidpipe", "--help", cwd=tmp_path)
    assert "generate" in run(installed / "python", "-m", "vidpipe", "--help", cwd=tmp_path)


def test_the_studio_finds_its_door_and_pages_from_any_folder(installed, tmp_path):
    door = Path(python_says(installed, "from vidpipe.ui.door import door; print(door())", tmp_path))
    assert door.name == "app.py"
    assert door.is_relative_to(installed.parent)
    assert all((door.parent / name).is_file() for name in STUDIO)
