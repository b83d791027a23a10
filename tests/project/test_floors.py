"""What must not slip: versions below which a dependency has known holes, and the server's safe defaults."""

import re
import tomllib
from importlib.metadata import version

import pytest

from repository import ROOT

FLOORS = {
    "starlette": "1.3.1",  # CVE-2025-62727 (Range), CVE-2026-48710, -48817, -48818, -54282, -54283
    "python-multipart": "0.0.30",  # CVE-2026-24486, -42561
    "pillow": "12.3",  # CVE-2026-25990, -40192, -42308, -42310
    "streamlit": "1.54",  # CVE-2026-33682
    "pypdf": "6.13",  # a hole every few weeks: it runs in a limited child process besides
    "diskcache": "5.6.3",  # CVE-2025-69872 has no fixed version: its pickling is refused by our own Disk
}
DEFAULTS = {
    ("server", "address"): "127.0.0.1",
    ("server", "enableStaticServing"): False,
    ("server", "enableXsrfProtection"): True,
    ("browser", "gatherUsageStats"): False,
    ("client", "showErrorDetails"): "none",
}


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def asked_for() -> dict[str, str]:
    """The lowest version of each base dependency that pyproject allows."""
    wishes = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    found = [re.match(r"([\w.-]+)(?:\[.*\])?[>=]=([\d.]+)", wish) for wish in wishes]
    assert all(found), "every dependency has a lowest version"
    return {match[1]: match[2] for match in found if match}


@pytest.mark.parametrize("package", FLOORS)
def test_no_version_with_a_known_hole_is_allowed_or_here(package):
    assert numbers(asked_for()[package]) >= numbers(FLOORS[package])
    assert numbers(version(package)) >= numbers(FLOORS[package])


@pytest.mark.parametrize(("section", "name"), DEFAULTS)
def test_the_studio_starts_with_safe_defaults(section, name):
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config[section].get(name) == DEFAULTS[section, name]


def test_fonts_come_from_this_machine():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert {face["url"].split("/")[0] for face in config["theme"]["fontFaces"]} == {"app"}
