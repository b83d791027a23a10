"""The film at one glance: a contact sheet of its keyframes, for whoever judges many films by looking."""

from pathlib import Path

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.errors import Refused
from vidpipe.film.format import size
from vidpipe.film.lookbook import Look, LookScene
from vidpipe.project.reading import Reading


class Looking(Reading):
    """What a person sees of all scenes at once."""

    @property
    def look(self) -> Look:
        """What stands on the contact sheet. Raises Refused where there is no storyboard yet."""
        now, brief = self.overview, self.brief
        board = self.storyboard
        if board is None:
            raise Refused("There is no storyboard yet", remedy=f"Make it with: vidpipe resume {self.id}.")
        width, height = size(now.settings.aspect)
        warnings = {view.message for row in now.scenes for view in row.slots.values() if view.message}
        return Look(
            prompt=now.settings.prompt or now.title,
            title=now.title,
            facts=_facts(now, kind=brief.kind.value if brief else "", mood=board.style.mood),
            width=width,
            height=height,
            colours=board.style.colours,
            scenes=tuple(_scene(row, now.settings.rate) for row in now.scenes),
            language=brief.language if brief else "en",
            warnings=tuple(sorted(warnings)),
        )

    def contact_sheet(self, into: Path) -> tuple[int, int]:
        """Write the keyframes of all scenes with what is said as one PNG; its size in pixels.

        Raises Refused where there is no storyboard yet.
        """
        from vidpipe.media.contact import draw

        return draw(self.look, self._store.blobs.path, into)


def _facts(now: Overview, *, kind: str, mood: str) -> str:
    seconds = sum(row.scene.frames for row in now.scenes) / now.settings.rate
    told = [now.title, kind, mood, now.settings.aspect.value, f"{len(now.scenes)} scenes", f"{seconds:.0f} s"]
    return "  ·  ".join([part for part in told if part] + [f"seed {now.settings.seed}"])


def _scene(row: SceneView, rate: int) -> LookScene:
    def picture(name: str) -> str:
        view = row.slots.get(f"keyframe/{name}")
        return view.take.digest if view and view.take else ""

    scene = row.scene
    return LookScene(
        number=row.index,
        seconds=scene.frames / rate,
        camera=f"{scene.camera.size.value}, {scene.camera.move.value}",
        start=picture("start"),
        end=picture("end"),
        narration=scene.narration,
        words=scene.words,
    )
