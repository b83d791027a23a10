"""`vidpipe beats`: the library of beats and plans; of a film its beats with their clips, and others at their price."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Json, Run, Yes
from vidpipe.errors import BadInput
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.library.pacing import Paced
    from vidpipe.project.beating import BeatsPreview, BeatView, ClipView
    from vidpipe.studio import Project, Studio

Of = Annotated[str, typer.Argument(metavar="[ID]", help="A film; without one the library.", show_default=False)]
Use = Annotated[
    str | None,
    typer.Option(
        "--use",
        metavar="PLAN|BEATS",
        help="Have the film keep to a plan, or to beats by commas; none leaves it to its writer.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="With --use: only say what it would make, and its price.")]


def beats(
    project: Of = "",
    use: Use = None,
    dry_run: DryRun = False,
    run: Run = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """The library; of a film its beats and their clips; with --use other beats."""
    if not project:
        if use is not None or run:
            raise BadInput("Nobody said of which film", remedy="Say: vidpipe beats ID --use NAME.")
        _say_library(as_json=as_json)
        return 0
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        if use is not None:
            return _use(studio, film, use, dry_run=dry_run, run=run, yes=yes, as_json=as_json)
        found, rate = film.beats, film.settings.rate
        if as_json:
            told = {"project": film.id, "beats": list(film.settings.beats), "rate": rate}
            screen.answer(told | {"mapping": [one.plain() for one in found]})
        else:
            _say_film(film, found, rate)
    return 0


def _use(studio: "Studio", film: "Project", use: str, *, dry_run: bool, run: bool, yes: bool, as_json: bool) -> int:
    """Say the price, then have it so."""
    preview = film.preview_beats(use)
    if not dry_run:
        film.choose_beats(use)
    if run and not dry_run:
        from vidpipe.cli.agreeing import agreed
        from vidpipe.cli.making import Order, make

        agreed(preview.writing, yes=yes)
        film.resume()
        return make(studio, film, Order(as_json=as_json))
    if as_json:
        screen.answer({"project": film.id, "changed": not dry_run, **_told(preview, film.settings.rate)})
        return 0
    _say_paced(preview.beats, film.settings.rate)
    price, whole = words.forecast(preview.writing.micros), words.forecast(preview.whole.micros)
    screen.say(f"The storyboard {'again' if preview.again else ''}: {price}. The whole film with it: {whole}.")
    said = "Nothing was changed" if dry_run else f"Write it: vidpipe resume {film.id} --until storyboard"
    screen.say(f"{film.title}: {said}")
    return 0


def _told(preview: "BeatsPreview", rate: int) -> dict[str, Any]:
    return {
        "rate": rate,
        "beats": [one.plain() for one in preview.beats],
        "writing_usd": screen.usd(preview.writing.micros),
        "film_usd": screen.usd(preview.whole.micros),
    }


def _say_library(*, as_json: bool) -> None:
    from vidpipe.library.structure import beats as library
    from vidpipe.library.structure import templates

    if as_json:
        plans = [one.model_dump(mode="json") for one in templates().values()]
        screen.answer({"beats": [one.plain() for one in library().values()], "plans": plans})
        return
    rows = [
        (one.id, one.kind.value, f"{one.suits[0]}–{one.suits[1]} s", " > ".join(one.arc), ", ".join(one.beats))
        for one in templates().values()
    ]
    screen.table(("plan", "for", "suits", "does", "beats"), rows, whole=("plan", "for", "suits"))
    listed = [
        (one.id, one.kind.value, one.position, f"{one.seconds} s", one.purpose, ", ".join(one.products) or "all")
        for one in library().values()
    ]
    columns = ("beat", "of", "stands", "lasts", "what for", "goods")
    screen.table(columns, listed, whole=("beat", "of", "stands", "lasts"))


def _say_film(film: "Project", found: "tuple[BeatView, ...]", rate: int) -> None:
    asked = ", ".join(film.settings.beats)
    screen.say(f"{film.title}: {f'keeps to {asked}' if asked else 'its writer chose its beats'}")
    if not found:
        screen.say(f"There is no storyboard yet. Have it written: vidpipe resume {film.id} --until storyboard")
        return
    rows = [_row(one, rate) for one in found]
    screen.table(("beat", "part", "time", "clips", "by"), rows, whole=("beat", "part", "time"))
    total = sum(one.frames for one in found)
    screen.say(f"{total} frames, {total / rate:.2f} s in {words.count(sum(len(one.clips) for one in found), 'clip')}")


def _row(one: "BeatView", rate: int) -> tuple[str, ...]:
    clips = [_clip(clip, rate) for clip in one.clips]
    end = one.start + one.frames
    time = f"{one.start / rate:.2f}–{end / rate:.2f} s"
    return one.beat or "none", one.part, time, "; ".join(clips), one.clips[0].model


def _clip(clip: "ClipView", rate: int) -> str:
    """`scene 3 goes on: 3.00 s of 4.00`."""
    goes = " goes on" if clip.onward else ""
    return f"scene {clip.number}{goes}: {clip.frames / rate:.2f} s of {clip.ordered / rate:.2f}"


def _say_paced(found: "tuple[Paced, ...]", rate: int) -> None:
    rows = [
        (
            one.beat,
            one.part,
            f"{one.start / rate:.2f}–{(one.start + one.frames) / rate:.2f} s",
            " + ".join(f"{frames / rate:.2f}" for frames in one.clips),
        )
        for one in found
    ]
    screen.table(("beat", "part", "time", "clips in seconds"), rows, whole=("beat", "part", "time"))
