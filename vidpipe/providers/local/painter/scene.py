"""A scene from its spec: stage, setting, subjects, weather and renderer put together."""

from typing import Literal

import skia

from vidpipe.providers.local.painter import setcard
from vidpipe.providers.local.painter.airs import breathe
from vidpipe.providers.local.painter.calming import calm
from vidpipe.providers.local.painter.camera import between, cameras
from vidpipe.providers.local.painter.clock import NOMINAL, Clock
from vidpipe.providers.local.painter.compose import arrange, enter
from vidpipe.providers.local.painter.places import places
from vidpipe.providers.local.painter.render import Renderer
from vidpipe.providers.local.painter.settings import settings
from vidpipe.providers.local.painter.spec import SceneSpec
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.weather import fall


class Scene:
    """A painted scene, ready to be filmed. Not for two threads at once."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.start, self.end = cameras(stage.spec.move)
        self.renderer = Renderer(stage)

    def still(self, end: Literal["start", "end"]) -> bytes:
        """The keyframe at one end of the move, as PNG."""
        share = 0.0 if end == "start" else 1.0
        return self.renderer.png(self.start if end == "start" else self.end, Clock(share, NOMINAL))

    def frame(self, share: float, seconds: float) -> skia.Surface:
        """The picture when `share` of a shot of `seconds` is over; used again by the next call."""
        return self.renderer.frame(between(self.start, self.end, share), Clock(share, seconds))


def build(spec: SceneSpec) -> Scene:
    """Paint all layers of a scene. An unknown setting is painted as abstract shapes."""
    stage = Stage(spec.inner)
    placed = arrange(stage)
    if spec.card:
        setcard.paint(stage)
    else:
        known = settings()
        paint = places().get(spec.place) or known.get(spec.setting) or known["abstract"]
        paint(stage, lambda ground: enter(stage, placed, ground))
    breathe(stage)
    fall(stage)
    calm(stage)
    return Scene(stage)
