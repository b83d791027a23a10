"""Settings: each paints a rich picture in its own light, and a new one is one new file."""

import importlib
import io
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vidpipe.library.visual import visual
from vidpipe.providers.local.painter import paint_keyframe, settings
from vidpipe.providers.local.painter.light import light
from vidpipe.providers.local.painter.scene import build
from vidpipe.providers.local.painter.spec import Cast, SceneSpec

NEW = """
from vidpipe.providers.local.painter.ink import fill
from vidpipe.providers.local.painter.sky import sky

def paint(stage, enter):
    sky(stage)
    enter("open")
"""


def pixels(prompt: str) -> np.ndarray:
    png = paint_keyframe(prompt, end="start", width=320, height=180, seed=1, camera="static", shot="wide", colours=())
    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        return np.asarray(picture.convert("RGB")).astype(np.float32)


@pytest.mark.parametrize("setting", list(visual().settings))
def test_a_setting_is_neither_flat_nor_black_nor_blown_out(setting: str) -> None:
    words = visual().settings[setting][0]
    picture = pixels(f"a person, {words}")
    assert picture.std() > 15
    assert 22 < picture.mean() < 236
    assert (picture.min(-1) > 250).mean() < 0.35


@pytest.mark.parametrize("setting", ["mountain", "street", "meadow", "sea"])
def test_night_is_darker_than_day(setting: str) -> None:
    assert pixels(f"{setting} at night").mean() < pixels(f"{setting} by day").mean() - 25


@pytest.mark.parametrize("weather", ["rain", "snow", "fog"])
def test_weather_changes_the_picture(weather: str) -> None:
    assert (
        np.abs(pixels(f"a dog in a meadow by day, {weather}") - pixels("a dog in a meadow by day, clear sky")).mean()
        > 4
    )


def test_a_film_s_own_colours_enter_its_light() -> None:
    plain = SceneSpec(setting="meadow", time="day", palette="day")
    own = plain.model_copy(update={"colours": ("#103040", "#e04020", "#f0c030")})
    assert light(plain).accents != light(own).accents


def test_a_subject_is_legible_at_night() -> None:
    """The cat differs from what would be behind it."""
    spec = SceneSpec(setting="rooftop", time="night", palette="neon", shot="medium", cast=(Cast(id="cat"),))
    alone = spec.model_copy(update={"cast": ()})
    scenes = [build(one) for one in (spec, alone)]
    box = scenes[0].stage.subjects[0][0]
    with_cat, without = (scene.frame(0.0, 4.0).toarray()[..., :3].astype(np.float32) for scene in scenes)
    area = np.s_[int(box.top * 720) : int(box.bottom * 720), int(box.left * 1280) : int(box.right * 1280)]
    assert np.abs(with_cat[area] - without[area]).mean() > 12


def test_a_new_setting_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "moonbase.py").write_text(NEW)
    monkeypatch.setattr(settings, "__path__", [*settings.__path__, str(tmp_path)])
    settings.settings.cache_clear()
    try:
        assert "moonbase" in settings.settings()
        scene = build(
            SceneSpec(setting="moonbase", time="day", palette="day", cast=(Cast(id="robot"),), width=320, height=180)
        )
        assert scene.frame(0.0, 4.0).toarray().std() > 10
    finally:
        monkeypatch.undo()
        sys.modules.pop(f"{settings.__name__}.moonbase", None)
        importlib.invalidate_caches()
        settings.settings.cache_clear()
    assert "moonbase" not in settings.settings()
