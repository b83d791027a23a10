"""How long the local painter takes: CPU milliseconds a frame and a scene, for every setting. Run: python
benchmarks/painting.py"""

import argparse
import sys
import time

from vidpipe.providers.local.painter.reading import read_prompt
from vidpipe.providers.local.painter.scene import Scene, build

PROMPTS = {
    "skyline": "a couple before the city skyline at night",
    "rooftop": "a cat on a rooftop at night, neon palette",
    "street": "a woman in a street in the rain at night",
    "gate": "a cat at the shrine gate at dawn, petals",
    "mountain": "a hiker on a mountain trail at dawn",
    "forest": "a fox in the forest by day",
    "lake": "a dog by the lake at dusk",
    "sea": "a sailboat on the sea at sunset",
    "underwater": "a whale underwater",
    "desert": "a camel in the desert at dusk",
    "meadow": "a girl in a meadow in spring",
    "village": "a boy in a village in snow at night",
    "road": "a red car on the road by day",
    "interior": "a cup of coffee in a cafe, rain",
    "studio": "a perfume in a studio, rose palette",
    "space": "a rocket in space",
    "alley": "a man in a narrow alley at night in the rain",
    "market": "a woman in a market by day",
    "jungle": "a monkey in the jungle",
    "beach": "a family on a beach",
    "harbour": "a sailor in a harbour at dusk",
    "field": "a girl in a lavender field",
    "garden": "a woman in a garden in spring",
    "park": "a runner in a city park",
    "stage": "a violin on a stage",
    "storm": "a sailboat on the sea in a storm",
    "paper": "a fox in a forest, paper cut",
    "ink": "a knight at a castle, ink drawing",
    "retro": "a red car on the road, retro print",
    "abstract": "molecules and a leaf and the sun, abstract shapes",
}


def measure(prompt: str, width: int, height: int, frames: int) -> tuple[float, float, int]:
    """CPU milliseconds of a scene with its first frame, of a later frame, and how many layers it has."""
    spec = read_prompt(prompt, width=width, height=height, camera="truck right", shot="medium")
    begin = time.process_time()
    scene: Scene = build(spec)
    scene.frame(0.0, 4.0)
    painted = time.process_time()
    for number in range(frames):
        scene.frame(number / max(1, frames - 1), 4.0).makeImageSnapshot().toarray()
    return (painted - begin) * 1000, (time.process_time() - painted) * 1000 / frames, len(scene.stage.layers)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=720)
    parser.add_argument("--frames", type=int, default=48)
    parser.add_argument("settings", nargs="*", default=list(PROMPTS))
    given = parser.parse_args()
    print(f"{'setting':12}{'scene ms':>10}{'frame ms':>10}{'layers':>8}")
    for name in given.settings:
        scene, frame, layers = measure(PROMPTS[name], given.width, given.height, given.frames)
        print(f"{name:12}{scene:10.0f}{frame:10.1f}{layers:8d}", flush=True)
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"peak memory {peak / (1024 * 1024 if sys.platform == 'darwin' else 1024):.0f} MB")


if __name__ == "__main__":
    main()
