"""vidpipe draws on a Linux machine without OpenGL: what stands in loads, does nothing, and is enough for skia."""

import ast
import ctypes
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from repository import PACKAGE, imports, name, product_files, tree
from vidpipe.headless import NAMES, RETURN_ZERO, _load, _wanted, prepare, stand_in

ELF = sys.platform == "linux" and platform.machine() in RETURN_ZERO
elf_only = pytest.mark.skipif(not ELF, reason="only Linux on x86-64 and ARM64 has stand-ins")

DRAW = """
import platform
from vidpipe.headless import NAMES, _load, _wanted, prepare, stand_in
for name in NAMES:
    _load(stand_in(name, _wanted(), platform.machine()))
prepare()
import skia
surface = skia.Surface(8, 8)
surface.getCanvas().clear(skia.ColorRED)
maps = open("/proc/self/maps").read()
print(surface.makeImageSnapshot().toarray()[4, 4].tolist(), "libGL.so" in maps, "libEGL.so" in maps)
"""


@elf_only
def test_functions_of_a_stand_in_can_be_called_and_return_zero():
    functions = [b"glFlush", b"glFlushAll", b"eglSpin"]
    _load(stand_in("libvidpipe-nothing.so.1", functions, platform.machine()))
    library = ctypes.CDLL("libvidpipe-nothing.so.1")
    assert [getattr(library, name.decode())() for name in functions] == [0, 0, 0]
    assert not hasattr(library, "glNever")


@elf_only
def test_the_drawing_library_asks_for_functions_of_both_libraries():
    wanted = _wanted()
    assert b"glDrawArrays" in wanted
    assert b"eglGetProcAddress" in wanted


@elf_only
def test_skia_draws_with_stand_ins_and_without_opengl():
    done = subprocess.run([sys.executable, "-c", DRAW], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[0] == "[0, 0, 255, 255] False False", done.stderr


def test_preparing_twice_is_preparing_once():
    prepare()
    prepare()
    import skia

    assert skia.Surface(2, 2).width() == 2
    assert NAMES


def test_whatever_draws_prepares_first():
    """The `__init__` of a package on the way to a file that imports skia calls `prepare`, so it ran before."""
    drawing = [path for path in product_files() if any(module == "skia" for module, _ in imports(path))]
    unprepared = [name(path) for path in drawing if not any(map(prepares, packages_above(path)))]
    assert drawing
    assert not unprepared


def packages_above(path: Path) -> list[Path]:
    return [folder / "__init__.py" for folder in path.parents if folder.is_relative_to(PACKAGE) and folder != PACKAGE]


def prepares(init: Path) -> bool:
    calls = [node for node in tree(init).body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return any(ast.unparse(call) == "prepare()" for call in calls)
