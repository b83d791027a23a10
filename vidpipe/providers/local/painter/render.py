"""The renderer: the layers of a stage under a camera at a moment, with bloom and vignette, as one picture."""

import math

import skia

from vidpipe.providers.local.painter import styles
from vidpipe.providers.local.painter.camera import Camera, parallax
from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import LINEAR, SCREEN, fill, radial
from vidpipe.providers.local.painter.stage import Live, Plate, Stage

GLOW_ONLY = (0.75, 0, 0, 0, -0.442, 0, 0.75, 0, 0, -0.442, 0, 0, 0.75, 0, -0.442, 0, 0, 0, 1, 0)
"""What is brighter than 0.59 glows, at a third of its strength."""


class Renderer:
    """Draws frames of one stage. Not for two threads at once."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        width, height = stage.spec.width, stage.spec.height
        self.surface = skia.Surface(width, height)
        self.quarter = skia.Surface(max(1, width // 4), max(1, height // 4))
        self.sixteenth = skia.Surface(max(1, width // 16), max(1, height // 16))
        self.spill = skia.Surface(width, height)
        self.shade = self._vignette()
        self.grade, self.over = styles.grade(stage.spec), styles.overlay(stage.spec)

    def _vignette(self) -> skia.Image:
        width, height = self.stage.spec.width, self.stage.spec.height
        deep = 0.46 if self.stage.light.night else 0.3
        deep *= {"deep": 1.3, "bold": 1.15, "soft": 0.7, "crisp": 0.6}.get(self.stage.spec.finish, 1.0)
        deep *= 0.25 if self.stage.spec.card else 1.0
        deep *= 1.0 if self.stage.spec.style in styles.BLOOMS else 0.4
        dark = (0.0, 0.0, 0.04, 0.0)
        stops = [(*dark[:3], 0.0), (*dark[:3], 0.0), (*dark[:3], deep * 0.42), (*dark[:3], deep)]
        reach = math.hypot(width, height) * 0.53
        surface = skia.Surface(width, height)
        shader = radial((width / 2, height * 0.47), reach, stops, (0, 0.45, 0.78, 1))
        surface.getCanvas().drawPaint(fill(shader=shader))
        texture = styles.texture(self.stage.spec)
        if texture is not None:
            surface.getCanvas().drawImage(texture, 0, 0)
        return surface.makeImageSnapshot()

    def frame(self, camera: Camera, clock: Clock) -> skia.Surface:
        """The picture; the surface is used again by the next call."""
        canvas = self.surface.getCanvas()
        canvas.resetMatrix()
        canvas.clear(skia.ColorBLACK)
        canvas.save()
        canvas.scale(self.stage.fine, self.stage.fine)
        if self.stage.spec.turned:
            canvas.translate(self.stage.width, 0)
            canvas.scale(-1, 1)
        for layer in self.stage.layers:
            if isinstance(layer, Plate):
                self._plate(canvas, layer, camera, clock)
            else:
                self._live(canvas, layer, camera, clock)
        canvas.restore()
        if self.stage.spec.style in styles.BLOOMS:
            self._bloom(canvas)
        canvas.drawImage(self.shade, 0, 0)
        if self.grade is not None:
            canvas.drawImage(self.surface.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), self.grade)
        if self.over is not None:
            canvas.drawImage(self.over[0], 0, 0, skia.SamplingOptions(), skia.Paint(BlendMode=self.over[1]))
        return self.surface

    def _place(self, canvas: skia.Canvas, depth: float, camera: Camera) -> None:
        """Turn the canvas into the space of a layer."""
        stage = self.stage
        dx, dy, scale = parallax(camera, depth)
        at_x, at_y = stage.anchor[0] * stage.width, stage.anchor[1] * stage.height
        canvas.translate(at_x, at_y)
        canvas.scale(scale, scale)
        canvas.translate(-at_x - dx * stage.width, -at_y - dy * stage.height)

    def _plate(self, canvas: skia.Canvas, plate: Plate, camera: Camera, clock: Clock) -> None:
        paint = skia.Paint()
        if plate.alpha is not None:
            paint.setAlphaf(max(0.0, min(1.0, plate.alpha(clock))))
        canvas.save()
        self._place(canvas, plate.depth, camera)
        shift = plate.drift * clock.share
        if plate.sway[0]:
            shift += plate.sway[0] * clock.wave(plate.sway[1])
        canvas.translate(plate.left + shift, plate.top)
        canvas.scale(1 / self.stage.fine, 1 / self.stage.fine)
        canvas.drawImage(plate.image, 0, 0, LINEAR, paint)
        canvas.restore()

    def _live(self, canvas: skia.Canvas, layer: Live, camera: Camera, clock: Clock) -> None:
        canvas.save()
        if layer.depth is not None:
            self._place(canvas, layer.depth, camera)
        layer.draw(canvas, clock)
        canvas.restore()

    def _bloom(self, canvas: skia.Canvas) -> None:
        """Light spills from what is bright: thresholded and blurred at a sixteenth of the size, screened back.

        Enlarged in two steps and blended at equal size: skia is slow where it scales and blends at once.
        """
        keep = skia.Paint(ColorFilter=skia.ColorFilters.Matrix(list(GLOW_ONLY)))
        soft = skia.Paint()
        soft.setImageFilter(skia.ImageFilters.Blur(1.6, 1.6, skia.TileMode.kClamp))
        _onto(self.surface, self.quarter, LINEAR, keep)
        _onto(self.quarter, self.sixteenth, LINEAR, soft)
        _onto(self.sixteenth, self.quarter, skia.SamplingOptions(skia.CubicResampler.Mitchell()), skia.Paint())
        _onto(self.quarter, self.spill, LINEAR, skia.Paint())
        canvas.drawImage(self.spill.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), skia.Paint(BlendMode=SCREEN))

    def png(self, camera: Camera, clock: Clock) -> bytes:
        """A still as PNG, without any text chunk."""
        data = self.frame(camera, clock).makeImageSnapshot().encodeToData(skia.kPNG, 100)
        return bytes(data)


def _onto(source: skia.Surface, target: skia.Surface, sampling: skia.SamplingOptions, paint: skia.Paint) -> None:
    """Draw one surface over the whole of another."""
    canvas = target.getCanvas()
    canvas.clear(skia.ColorBLACK)
    area = skia.Rect.MakeWH(target.width(), target.height())
    canvas.drawImageRect(source.makeImageSnapshot(), area, sampling, paint)
