"""Pictures, clips and sounds as people bring them, made on the spot; and the desk they are put on."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from media_room import ffmpeg_run
from PIL import Image

from vidpipe.media.decode import Geometry
from vidpipe.media.intake import Made, take_in

SMALL = Geometry(320, 180, 24)


@dataclass
class Desk:
    """A folder for what is brought, and one for what is made of it."""

    folder: Path

    @property
    def made(self) -> Path:
        path = self.folder / "made"
        path.mkdir(exist_ok=True)
        return path

    def file(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def take(self, file: Path, kind: str, geometry: Geometry = SMALL) -> Made:
        return take_in(file, kind, geometry, folder=self.made)  # type: ignore[arg-type]

    def pixels(self, file: Path, geometry: Geometry = SMALL) -> np.ndarray:
        """What the film would show of a picture: (height, width, 3)."""
        with Image.open(self.take(file, "picture", geometry).path) as opened:
            return np.asarray(opened.convert("RGB")).astype(int)

    def ffmpeg(self, name: str, *arguments: str) -> Path:
        path = self.folder / name
        ffmpeg_run(*arguments, "-y", f"file:{path}")
        return path

    def film(self, name: str, *options: str, seconds: float = 2, size: str = "640x360", rate: str = "25") -> Path:
        """A film with a moving test picture and a tone."""
        picture = f"testsrc2=size={size}:rate={rate}:duration={seconds}"
        tone = f"sine=frequency=440:sample_rate=44100:duration={seconds}"
        return self.ffmpeg(name, "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, *options)


def quarters(width: int = 400, height: int = 400) -> Image.Image:
    """Red at the upper left, green at the upper right, blue at the lower left, white at the lower right."""
    whole = np.zeros((height, width, 3), np.uint8)
    half, middle = height // 2, width // 2
    whole[:half, :middle], whole[:half, middle:] = (255, 0, 0), (0, 255, 0)
    whole[half:, :middle], whole[half:, middle:] = (0, 0, 255), (255, 255, 255)
    return Image.fromarray(whole)


def corners(pixels: np.ndarray) -> list[str]:
    """The colours at the upper left, upper right, lower left and lower right by their names."""
    height, width, _ = pixels.shape
    named = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
    places = [(0.2, 0.2), (0.2, 0.8), (0.8, 0.2), (0.8, 0.8)]
    found = [pixels[int(height * down), int(width * along)] for down, along in places]
    return [min(named, key=lambda name: int(np.abs(pixel - named[name]).sum())) for pixel in found]


def huge_png(width: int, height: int, *, whole: bool = False) -> bytes:
    """A PNG of few bytes that claims many pixels; with `whole` it really has them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = (width * 4 + 1) * height if whole else 100_000
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(bytes(size), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
