"""A film as one small HTML sheet: storyboard, keyframes, clips, cut. All text from outside is escaped."""

from collections.abc import Mapping, Sequence
from html import escape

from vidpipe.film.noun import Noun
from vidpipe.film.storyboard import Scene

CELL = "vertical-align:top;padding:8px;border-bottom:1px solid #8884;text-align:left"


class SheetRow(Noun):
    """A scene, and its pictures as addresses or data URIs by what they show."""

    number: int
    seconds: float
    scene: Scene
    pictures: Mapping[str, str]
    clip: str = ""


def film_sheet(title: str, facts: str, rows: Sequence[SheetRow], *, film: str = "") -> str:
    """The sheet. `film` and each row's `clip` are addresses of videos, '' while there is none."""
    body = "".join(_row(row) for row in rows)
    return (
        f'<div style="font-family:system-ui,sans-serif"><h3>{escape(title)}</h3><p>{escape(facts)}</p>'
        f'{_video(film, 480) if film else ""}<table style="border-collapse:collapse">{body}</table></div>'
    )


def _row(row: SheetRow) -> str:
    scene = row.scene
    said = f"<br><i>“{escape(scene.narration)}”</i>" if scene.narration else ""
    pictures = "".join(
        f'<img src="{escape(address, quote=True)}" alt="{escape(name, quote=True)}" width="200">'
        for name, address in row.pictures.items()
    )
    return (
        f'<tr><td style="{CELL}"><b>{row.number}</b> {escape(scene.title or scene.beat)}<br>{row.seconds:.1f} s</td>'
        f'<td style="{CELL};max-width:28em">{escape(scene.action)}{said}</td>'
        f'<td style="{CELL}">{pictures}{_video(row.clip, 200) if row.clip else ""}</td></tr>'
    )


def _video(address: str, width: int) -> str:
    return f'<video src="{escape(address, quote=True)}" width="{width}" controls preload="metadata"></video>'
