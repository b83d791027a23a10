"""A new stage, provider, kind of source or page is one new file: dropped into a copy of the product, it is there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from repository import ROOT

STAGE = '''
"""Cut → ribbon: the film's palette on one line of text. Dropped in by a test."""

from vidpipe.ports import Draft, Need
from vidpipe.recipe import Recipe


class RibbonStage:
    name, step, title = "ribbon", "cut", "Ribbon"
    version, order, side = 1, 95, True
    role = None

    def slots(self, film):
        return ("ribbon",) if film.storyboard else ()

    def needs(self, film, slot):
        return [Need(slot="storyboard", approved=False)]

    def recipe(self, film, slot, inputs):
        return Recipe(stage=self.name, version=self.version, inputs={"storyboard": inputs["storyboard"].digest})

    def make(self, recipe, tools):
        return Draft(mime="text/plain", data=b"ribbon")


STAGE = RibbonStage()
'''

PROVIDER = '''
"""A provider with one model of pictures. Dropped in by a test."""

from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.ports import Planned


class Acme:
    name, recovery = "acme", "ask"
    title, key = "Acme", "ACME_KEY"

    def ready(self):
        return True

    def check(self):
        return "Acme is here"

    def models(self):
        return [Caps(provider="acme", model="easel-7", role=Role.IMAGE, price=Price(micros=40_000))]

    def plan(self, caps, request):
        return Planned(request=request, price=caps.price.micros)


def provider(setup):
    return Acme()
'''

SOURCE = '''
"""Telegram → prompt: the words between stops. Dropped in by a test."""


class TelegramSource:
    name, title, order = "telegram", "A telegram", 10

    def reads(self, given):
        return given.endswith("STOP")

    def asked(self, given):
        return {"prompt": given.removesuffix("STOP").strip(), "duration": 6}


SOURCE = TelegramSource()
'''

PAGE = '''
"""A page of one line. Dropped in by a test."""

import streamlit as st

from vidpipe.ui.page import Page

PAGE = Page("Ribbons", icon="brush", order=90)

st.write("Every ribbon of every film")
'''

FILES = {
    "vidpipe/stages/ribbon.py": STAGE,
    "vidpipe/providers/acme.py": PROVIDER,
    "vidpipe/sources/telegram.py": SOURCE,
    "pages/ribbons.py": PAGE,
}

PLAN = """
import json
from vidpipe import Scene, Storyboard, Studio

board = Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt="a lighthouse"),))
with Studio(data="films") as studio:
    film = studio.create("A lighthouse", storyboard=board, models={"image": "acme/easel-7"})
    view = film.overview
    print(json.dumps({
        "slots": {slot: found.stage for slot, found in view.slots.items()},
        "states": {slot: found.state.value for slot, found in view.slots.items()},
        "cost": film.estimate().micros,
    }))
"""

READ = """
import json
from vidpipe.sources.registry import read

print(json.dumps([read("SEND CATS STOP"), read("cats")]))
"""

NAVIGATION = """
import json
from streamlit.testing.v1 import AppTest

at = AppTest.from_file("app.py", default_timeout=60).run()
assert not at.exception, at.exception
print(json.dumps([link.proto.label for link in at.get("page_link")]))
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product with one file of each kind dropped in."""
    home = tmp_path_factory.mktemp("product")
    leave = shutil.ignore_patterns("__pycache__", ".*_cache")
    for folder in ("vidpipe", "pages", ".streamlit"):
        shutil.copytree(ROOT / folder, home / folder, ignore=leave)
    shutil.copy(ROOT / "app.py", home)
    for place, text in FILES.items():
        assert not (home / place).exists()
        (home / place).write_text(text.lstrip(), encoding="utf-8")
    return home


def run(product: Path, *args: str) -> str:
    env = os.environ | {"PYTHONPATH": str(product), "VIDPIPE_DATA": str(product / "films"), "COLUMNS": "200"}
    done = subprocess.run([sys.executable, *args], cwd=product, env=env, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 4), done.stdout + done.stderr
    return done.stdout


def last_json(text: str):
    return json.loads(text.strip().splitlines()[-1])


def test_the_copy_runs_and_not_the_checkout(product):
    assert Path(run(product, "-c", "import vidpipe; print(vidpipe.__file__)").strip()).is_relative_to(product)


def test_a_dropped_stage_is_in_the_help_of_the_command_line(product):
    assert "ribbon" in run(product, "-m", "vidpipe", "generate", "--help")


def test_everything_dropped_in_is_known_to_the_doctor(product):
    known = last_json(run(product, "-m", "vidpipe", "doctor", "--json"))
    assert "ribbon" in known["stages"]
    assert "acme/easel-7" in known["models"]
    assert "telegram" in known["sources"]


def test_a_dropped_stage_and_provider_are_in_the_plan(product):
    planned = last_json(run(product, "-c", PLAN))
    assert planned["slots"]["ribbon"] == "ribbon"
    assert planned["states"]["ribbon"] in ("empty", "queued")
    assert planned["cost"] == 2 * 40_000


def test_a_dropped_source_reads_what_it_knows_and_leaves_the_rest(product):
    assert last_json(run(product, "-c", READ)) == [{"prompt": "SEND CATS", "duration": 6}, {"prompt": "cats"}]


def test_a_dropped_page_is_in_the_navigation(product):
    assert "Ribbons" in last_json(run(product, "-c", NAVIGATION))
