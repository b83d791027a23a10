"""`vidpipe sound`: every line in its place, and what helps where it is too long. Options of `vidpipe stitch`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.agreeing import agreed_price
from vidpipe.cli.making import Order, make
from vidpipe.cli.options import Json, ProjectId, Yes
from vidpipe.errors import BadInput

if TYPE_CHECKING:
    from vidpipe.engine.overview import Overview
    from vidpipe.engine.placed import PlacedLine
    from vidpipe.project.sounding import Fitting
    from vidpipe.studio import Project

FitOf = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--fit",
        metavar="SCENE HOW",
        help="Have the line of a scene fit: longer (the scene), faster (the voice) or shorter (the words).",
        show_default=False,
    ),
]
StartOf = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--start",
        metavar="SCENE SECONDS",
        help="Begin the line so many seconds after its scene; auto places it by itself again.",
        show_default=False,
    ),
]
ClipSoundOf = Annotated[
    str,
    typer.Option(
        "--clip-sound",
        metavar="keep|low|off",
        help="The clips' own sound: kept, lowered or dropped; planned leaves one scene to the film.",
        show_default=False,
    ),
]
LoudnessOf = Annotated[
    str,
    typer.Option(
        "--loudness",
        metavar="LUFS",
        help="-14 as platforms play it, -16 for speech, -23 as broadcast asks.",
        show_default=False,
    ),
]
LanguageOf = Annotated[
    str,
    typer.Option("--language", metavar="TAG", help="The lines of a further language of the film.", show_default=False),
]
WORDS = {"": "not spoken", "fits": "fits", "moved": "moved", "set": "as set", "long": "too long"}


def sound(
    project: ProjectId,
    fit: FitOf = None,
    start: StartOf = None,
    language: LanguageOf = "",
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Every line of narration: where it stands, whether it fits, and what helps where it does not."""
    if fit and start:
        raise BadInput("--fit and --start both say where a line goes", remedy="Leave one of them out.")
    if start and language:
        raise BadInput("A line begins at the same place in all languages", remedy="Leave --language out.")
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        if start:
            film.put_line(start[0], _seconds(start[1]))
        if fit and _fit(film, *fit, language, yes=yes, quietly=as_json):
            return make(studio, film, Order(wish=False, as_json=as_json))
        now, lines = film.overview, film.placed(language)
        ways = {line.scene: film.fittings(line.scene, language) for line in lines if line.over}
    if as_json:
        rows = [_told(line, now.settings.rate, ways.get(line.scene, ())) for line in lines]
        told = {"project": now.id, "title": now.title, "language": language or now.language}
        screen.answer({**told, "loudness": now.edit.loudness, "lines": rows})
    else:
        _say(now, lines, ways, language)
    return 0


def weigh(film: "Project", clip_sound: str, loudness: str, *, at: str) -> None:
    """The sound options of `vidpipe stitch`. Raises BadInput, NotFound, Refused."""
    if clip_sound:
        film.keep_clip_sound(clip_sound, at=at)
    if loudness:
        film.set_loudness(_lufs(loudness))


def _lufs(text: str) -> int:
    """`-16`, `−16` or `16`."""
    plain = text.strip().lstrip("-−")
    if not plain.isascii() or not plain.isdigit():
        raise BadInput(f"{text!r} is no loudness", remedy="Say -14, -16 or -23.")
    return -int(plain)


def _seconds(text: str) -> float | None:
    if text.strip().lower() == "auto":
        return None
    try:
        return float(text)
    except ValueError:
        raise BadInput(f"{text!r} is no number of seconds", remedy="Say a number such as 0.5, or auto.") from None


def _fit(film: "Project", scene: str, how: str, language: str, *, yes: bool, quietly: bool) -> bool:
    """Have a line fit. Whether something is to be made now."""
    way = next((way for way in film.fittings(scene, language) if way.how == how and not way.why_not), None)
    if way is not None:
        if how != "longer":
            agreed_price(way.price, yes=yes)
        (screen.complain if quietly else screen.say)(f"Scene {scene}: {way.says}, {_price(way)}.")
    done = film.fit(scene, how, language, wake=False)
    if done.how == "longer" and done.stale and not quietly:
        screen.say(f"{len(done.stale)} parts are to be made again: vidpipe redo {film.id}")
    return done.how != "longer"


def _price(way: "Fitting") -> str:
    return screen.dollars(way.price) if way.price.known else "a price that nobody says"


def _told(line: "PlacedLine", rate: int, ways: "tuple[Fitting, ...]") -> dict[str, Any]:
    """A line in `sound --json`, in seconds."""
    known = None if line.spoken is None else round(line.spoken / rate, 3)
    return {
        "scene": line.scene,
        "number": line.number,
        "slot": line.slot,
        "text": line.text,
        "start": round(line.start / rate, 3),
        "seconds": known,
        "fit": line.fit or None,
        "too_long": round(line.over / rate, 3),
        "moved": round(line.shift / rate, 3),
        "beyond": round(line.beyond / rate, 3),
        "ways": [_way(way) for way in ways],
    }


def _way(way: "Fitting") -> dict[str, Any]:
    cost = screen.usd(way.price) if way.price.known else None
    return {
        "how": way.how,
        "says": way.says,
        "cost_usd": None if way.why_not else cost,
        "stale": list(way.stale),
        "why_not": way.why_not or None,
    }


def _say(
    film: "Overview", lines: "tuple[PlacedLine, ...]", ways: "dict[str, tuple[Fitting, ...]]", language: str
) -> None:
    if not lines:
        screen.say(f"{film.title}: nothing is said")
        return
    rate = film.settings.rate
    rows = [(line.number, _time(line, rate), _stands(line, rate), line.text) for line in lines]
    screen.table(("scene", "time", "stands", "line"), rows, whole=("scene", "time", "stands"))
    for line in lines:
        for way in ways.get(line.scene, ()):
            told = f"cannot: {way.why_not}" if way.why_not else f"{way.says}, {_price(way)}"
            where = f" --language {language}" if language else ""
            screen.say(f"vidpipe sound {film.id} --fit {line.number} {way.how}{where}: {told}")


def _time(line: "PlacedLine", rate: int) -> str:
    start, lasts = line.start / rate, (line.spoken or 0) / rate
    return f"{start:.1f}–{start + lasts:.1f} s" if line.spoken else f"{start:.1f} s"


def _stands(line: "PlacedLine", rate: int) -> str:
    """`too long by 0.4 s`, `moved 0.2 s earlier`, `fits`."""
    if line.over:
        return f"too long by {max(0.1, line.over / rate):.1f} s"
    said = WORDS[line.fit]
    if line.fit == "moved" and line.shift:
        said += f" {abs(line.shift) / rate:.1f} s {'later' if line.shift > 0 else 'earlier'}"
    return said + (f", {line.beyond / rate:.1f} s into the next" if line.beyond else "")
