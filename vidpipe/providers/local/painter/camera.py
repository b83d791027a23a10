"""Cameras: how a move of the film's vocabulary becomes two positions, and where a layer lies under one of them.
Pure."""

from typing import NamedTuple

MOST = 0.18
"""How far beyond the frame every layer is painted, as a part of its width or height."""


class Camera(NamedTuple):
    """Where the camera stands. `x`, `y` are parts of the frame's width and height; `turn` is how much of the shift
    far layers share: 0 for a truck (full parallax), towards 1 for a pan."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0
    turn: float = 0.0


MOVES: dict[str, tuple[Camera, Camera]] = {
    "static": (Camera(zoom=1.006), Camera(x=0.004, y=-0.002, zoom=1.028)),
    "push in": (Camera(zoom=1.0), Camera(y=-0.004, zoom=1.17)),
    "pull out": (Camera(y=-0.004, zoom=1.18), Camera(zoom=1.0)),
    "pan left": (Camera(x=0.062, zoom=1.01, turn=0.55), Camera(x=-0.062, zoom=1.03, turn=0.55)),
    "pan right": (Camera(x=-0.062, zoom=1.01, turn=0.55), Camera(x=0.062, zoom=1.03, turn=0.55)),
    "tilt up": (Camera(y=0.05, zoom=1.05, turn=0.7), Camera(y=-0.05, zoom=1.02, turn=0.7)),
    "tilt down": (Camera(y=-0.05, zoom=1.02, turn=0.7), Camera(y=0.05, zoom=1.05, turn=0.7)),
    "crane up": (Camera(y=0.055, zoom=1.06), Camera(y=-0.06, zoom=1.0)),
    "truck left": (Camera(x=0.085, zoom=1.02), Camera(x=-0.085, zoom=1.02)),
    "truck right": (Camera(x=-0.085, zoom=1.02), Camera(x=0.085, zoom=1.02)),
    "crane down": (Camera(y=-0.06, zoom=1.0), Camera(y=0.055, zoom=1.06)),
    "arc left": (Camera(x=0.07, zoom=1.02), Camera(x=-0.07, y=-0.01, zoom=1.1)),
    "arc right": (Camera(x=-0.07, zoom=1.02), Camera(x=0.07, y=-0.01, zoom=1.1)),
    "rise and pull": (Camera(y=0.03, zoom=1.16), Camera(y=-0.05, zoom=1.0)),
    "sink and push": (Camera(y=-0.04, zoom=1.0), Camera(y=0.03, zoom=1.14)),
    "drift left": (Camera(x=0.03, y=0.01, zoom=1.03), Camera(x=-0.03, y=-0.01, zoom=1.05)),
    "drift right": (Camera(x=-0.03, y=0.01, zoom=1.03), Camera(x=0.03, y=-0.01, zoom=1.05)),
    "reveal": (Camera(x=-0.075, y=0.03, zoom=1.12), Camera(x=0.02, y=-0.01, zoom=1.0)),
}


def cameras(move: str) -> tuple[Camera, Camera]:
    """Start and end of a move; one that is not known is a still shot with a tiny drift."""
    return MOVES.get(move, MOVES["static"])


def between(one: Camera, other: Camera, share: float) -> Camera:
    """The camera on its way, share 0 to 1, eased: slow at both ends, never standing still."""
    part = 0.72 * (share**3 * (share * (6 * share - 15) + 10)) + 0.28 * share
    x, y, zoom, turn = (a + (b - a) * part for a, b in zip(one, other, strict=True))
    return Camera(x, y, zoom, turn)


def parallax(camera: Camera, depth: float) -> tuple[float, float, float]:
    """Shift x, shift y (parts of the frame) and scale of a layer. `depth` is 0 at infinity, 1 at the subject,
    above 1 before it."""
    share = camera.turn * 0.9 + (1 - camera.turn * 0.9) * min(depth, 1.7)
    scale = 1 + (camera.zoom - 1) * (0.3 + 0.7 * depth)
    return camera.x * share, camera.y * share, scale


def seen(camera: Camera, depth: float, anchor: tuple[float, float], point: tuple[float, float]) -> tuple[float, float]:
    """Where a point of a layer lies in the frame; all in parts of the frame."""
    dx, dy, scale = parallax(camera, depth)
    return (anchor[0] + (point[0] - anchor[0] - dx) * scale, anchor[1] + (point[1] - anchor[1] - dy) * scale)
