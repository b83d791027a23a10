"""`vidpipe lookbook`: many prompts, each as one contact sheet of its keyframes, to be judged by looking."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen
from vidpipe.cli.generate import MAX_PROMPT, AspectOf, Duration, Style
from vidpipe.cli.options import Json
from vidpipe.errors import BadInput, VidpipeError
from vidpipe.film.slug import slug

if TYPE_CHECKING:
    from vidpipe.film.lookbook import Sheet
    from vidpipe.studio import Studio

MOST_PROMPTS, MOST_SEEDS = 500, 20

Prompts = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|PROMPT...",
        help="Prompts, or text files with one prompt a line (# begins a remark).",
        show_default=False,
    ),
]
Folder = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the sheets.", show_default=False)]
Seeds = Annotated[
    int, typer.Option("--seeds", metavar="N", help="So many films of each prompt; 1: with the prompt's own seed.")
]


def lookbook(
    prompts: Prompts,
    out: Folder,
    seeds: Seeds = 1,
    duration: Duration = "24",
    aspect: AspectOf = "16:9",
    style: Style = "",
    as_json: Json = False,
) -> int:
    """Contact sheets of the keyframes of many films, and one page over all of them."""
    from vidpipe.film.lookbook import page

    if not 1 <= seeds <= MOST_SEEDS:
        raise BadInput(f"{seeds} seeds cannot be made", remedy=f"Say 1 to {MOST_SEEDS}.")
    asked = _prompts(prompts)
    out.mkdir(parents=True, exist_ok=True)
    wanted = {"duration": duration, "aspect": aspect, "style": style, "until": "keyframes"}
    seeded = [wanted | {"seed": seed} for seed in range(1, seeds + 1)] if seeds > 1 else [wanted]
    made = list(_sheets(asked, seeded, out, quietly=as_json))
    facts = f"{len(asked)} prompts, {len(made)} films of {duration} s, {aspect}"
    index = out / "index.html"
    index.write_text(page("Lookbook", facts, made), encoding="utf-8")
    failed = len(asked) * seeds - len(made)
    if as_json:
        names = [(out / sheet.name).as_posix() for sheet in made]
        screen.answer({"page": index.as_posix(), "sheets": names, "failed": failed})
    else:
        screen.say(f"{index}  {facts}")
    return 4 if failed else 0


def _sheets(asked: Sequence[str], seeded: Sequence[dict[str, Any]], out: Path, *, quietly: bool) -> "Iterator[Sheet]":
    """What could be made; what could not is said."""
    from vidpipe.studio import Studio

    with Studio(out / "workspace") as studio:
        for place, prompt in enumerate(asked, 1):
            for wanted in seeded:
                try:
                    sheet = _sheet(studio, prompt, wanted, out, place)
                except VidpipeError as error:
                    screen.complain(f"{place}: {error.message}. {error.remedy}")
                    continue
                if not quietly:
                    screen.say(f"{place}/{len(asked)}  {sheet.name}")
                yield sheet


def _sheet(studio: "Studio", prompt: str, wanted: dict[str, Any], out: Path, place: int) -> "Sheet":
    from vidpipe.film.lookbook import Sheet

    film = studio.create(prompt, **wanted)
    film.run()
    look = film.look
    seed = f"-{wanted['seed']}" if "seed" in wanted else ""
    name = f"{place:02d}-{slug(prompt)}{seed}.png"
    width, height = film.contact_sheet(out / name)
    return Sheet(name=name, prompt=prompt, facts=look.facts, width=width, height=height)


def _prompts(given: Sequence[str]) -> list[str]:
    found: list[str] = []
    for one in given:
        file = Path(one)
        found += _lines(file) if len(one) < 4096 and file.suffix in (".txt", ".md") and file.is_file() else [one]
    if not found:
        raise BadInput("There is no prompt in it", remedy="Write one prompt a line.")
    if len(found) > MOST_PROMPTS:
        raise BadInput(f"These are {len(found)} prompts", remedy=f"Give at most {MOST_PROMPTS}.")
    return found


def _lines(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            text = opened.read(MAX_PROMPT * MOST_PROMPTS)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} is no UTF-8 text that can be read", remedy="Save it as UTF-8.") from error
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
