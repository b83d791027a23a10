"""Real small pictures, clips and sounds for the far side to serve; made once for the same arguments."""

import io
import struct
import subprocess
import wave
import zlib
from functools import lru_cache

import imageio_ffmpeg


@lru_cache(maxsize=256)
def png(width: int, height: int, shade: int = 128) -> bytes:
    """A picture with a slope of grey from `shade` on, so that its parts differ."""
    rows = b"".join(_row(width, (shade + 97 * y // height) % 256) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _row(width: int, shade: int) -> bytes:
    half = width // 2
    return b"\0" + bytes((shade, 60, 90)) * half + bytes((90, shade, 60)) * (width - half)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def mp4(width: int, height: int, frames: int, rate: int, *, shade: int = 0, sound: bool = False) -> bytes:
    """A clip of H.264, with a quiet tone where `sound`. `shade` only makes its bytes others."""
    mark = struct.pack(">Q", shade)
    return _clip(width, height, frames, rate, sound) + struct.pack(">I4s", 8 + len(mark), b"free") + mark


@lru_cache(maxsize=64)
def _clip(width: int, height: int, frames: int, rate: int, sound: bool) -> bytes:
    seconds = f"{frames / rate:.4f}"
    picture = ["-f", "lavfi", "-i", f"color=c=0x3a6ea5:size={width}x{height}:rate={rate}:duration={seconds}"]
    tone = ["-f", "lavfi", "-i", f"sine=frequency=220:sample_rate=48000:duration={seconds}", "-c:a", "aac"]
    coded = [
        "-frames:v",
        str(frames),
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-threads",
        "1",
    ]
    # A pipe cannot be wound back, so its index comes in fragments; decoders read both.
    shaped = ["-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1"]
    inputs = picture + tone[:4] if sound else picture
    coder = coded + tone[4:] if sound else coded
    return _ffmpeg([*inputs, *coder, *shaped])


def _ffmpeg(words: list[str]) -> bytes:
    line = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-nostdin", *words]
    done = subprocess.run(line, capture_output=True, timeout=120, check=False)
    if done.returncode or not done.stdout:
        raise RuntimeError(done.stderr.decode(errors="replace")[-800:])
    return done.stdout


@lru_cache(maxsize=64)
def wav(milliseconds: int, *, rate: int = 24_000, shade: int = 0) -> bytes:
    """A low tone, mono, 16 bits; `shade` makes it another one."""
    into = io.BytesIO()
    with wave.open(into, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm(milliseconds, rate=rate, shade=shade))
    return into.getvalue()


@lru_cache(maxsize=64)
def pcm(milliseconds: int, *, rate: int = 24_000, shade: int = 0) -> bytes:
    """The same tone without a header: a wave of corners, which needs no arithmetic of its own."""
    half = max(8, rate // (220 + shade % 64) // 2)
    period = struct.pack("<h", 2500) * half + struct.pack("<h", -2500) * half
    wanted = rate * milliseconds // 1000 * 2
    return (period * (wanted // len(period) + 1))[:wanted]
