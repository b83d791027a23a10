"""The film as a sheet, for a notebook: storyboard, keyframes, clips, cut."""

import base64
from pathlib import Path

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.sheet import SheetRow, film_sheet
from vidpipe.project.files import CutFile
from vidpipe.workshop import Workshop


def sheet_of(shop: Workshop, now: Overview, cut: CutFile | None) -> str:
    """The film as one piece of HTML that needs nothing from outside."""
    rows = [_row(shop, row, now.settings.rate) for row in now.scenes]
    facts = f"{now.status.value} · {len(now.scenes)} scenes · {now.progress} % · ${now.spent / 1e6:.2f} spent"
    return film_sheet(now.title, facts, rows, film=_data_uri(cut.path, "video/mp4") if cut else "")


def _row(shop: Workshop, row: SceneView, rate: int) -> SheetRow:
    pictures = {}
    for name in ("keyframe/start", "keyframe/end"):
        view = row.slots.get(name)
        if view and view.take:
            pictures[name.rsplit("/", 1)[1]] = _data_uri(*shop.thumbnail(view.take.digest))
    clip = next((v.take for n, v in row.slots.items() if n.startswith("clip") and v.take), None)
    return SheetRow(
        number=row.index,
        seconds=row.scene.frames / rate,
        scene=row.scene,
        pictures=pictures,
        clip=_data_uri(shop.store.blobs.path(clip.digest), clip.mime) if clip else "",
    )


def _data_uri(path: Path, mime: str) -> str:
    return f"data:{mime};base64,{base64.b64encode(path.read_bytes()).decode()}"
