"""What a picture of each kind of transition costs beside a plain crossfade: CPU milliseconds at 1280x720.

Run `python benchmarks/transitions.py [--rounds 5]`: the least of so many rounds of 24 pictures each.
"""

import argparse
import time

import numpy as np

from vidpipe.film.storyboard import Joint, Way
from vidpipe.media import transitions
from vidpipe.media.decode import Frame, Geometry

SIZE = Geometry(1280, 720, 24)
PICTURES = 24
KINDS = [(kind, Way.LEFT) for kind in Joint if kind is not Joint.CUT]


def noise(seed: int) -> Frame:
    return np.random.default_rng(seed).integers(16, 235, SIZE.bytes, dtype=np.uint8)


def cost(kind: Joint, way: Way, rounds: int) -> float:
    """CPU milliseconds of one picture."""
    a, b, found = noise(1), noise(2), []
    for _ in range(rounds):
        began = time.process_time()
        for number in range(PICTURES):
            transitions.between(a, b, (number + 0.5) / PICTURES, kind=kind, way=way, size=SIZE)
        found.append(time.process_time() - began)
    return 1000 * min(found) / PICTURES


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print("| transition | ms a picture |\n|---|---:|")
    for kind, way in KINDS:
        print(f"| {kind.value} | {cost(kind, way, rounds):.1f} |")


if __name__ == "__main__":
    main()
