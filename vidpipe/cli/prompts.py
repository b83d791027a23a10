"""`vidpipe prompts`: the words that the stages say to models, as a film has them; shown, changed, given back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from vidpipe.cli import screen, slots, workspace
from vidpipe.cli.options import Json, ProjectId
from vidpipe.errors import BadInput
from vidpipe.film.wording import filled
from vidpipe.library.prompts import Prompt, original, originals
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.project import Project
    from vidpipe.take import Preview

MOST_BYTES = 100_000
Which = Annotated[
    str, typer.Argument(metavar="NAME", help="brief, moods, storyboard, keyframe, motion or music.", show_default=False)
]
Text = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="The new words, with {places}.", show_default=False)
]
Set = Annotated[
    str | None, typer.Option("--set", metavar="FILE", help="The new words from a file, - for standard input.")
]
System = Annotated[
    str | None,
    typer.Option("--system", metavar="FILE", help="The instructions beside them, of a writer, from a file."),
]
Reset = Annotated[bool, typer.Option("--reset", help="The original words again.")]
Slot = Annotated[str, typer.Option("--slot", metavar="SLOT", help="Show them as they are said for this slot.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would become stale and its price; change nothing.")]


class Wanted(NamedTuple):
    """The change that was asked for; both None for the original words."""

    text: str | None
    system: str | None


def prompts(
    project: ProjectId,
    name: Which = "",
    text: Text = None,
    set_: Set = None,
    system: System = None,
    reset: Reset = False,
    slot: Slot = "",
    dry_run: Dry = False,
    as_json: Json = False,
) -> int:
    """The words that a film's stages say to models; with other words nothing is made again before you say so."""
    wanted = _wanted(text, set_, system, reset=reset)
    if wanted and not name:
        raise BadInput("It is not said which words", remedy=f"Name one of {', '.join(originals())}.")
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        if not name and not slot:
            return _list(film, as_json=as_json)
        if wanted is None:
            return _show(film, name, slot, as_json=as_json)
        return _change(film, name, wanted, dry=dry_run, as_json=as_json)


def _wanted(text: str | None, file: str | None, system: str | None, *, reset: bool) -> Wanted | None:
    given = [text is not None or system is not None or file is not None, reset]
    if all(given) or (text is not None and file is not None):
        raise BadInput("That is two changes at once", remedy="Give --text, --set or --reset alone.")
    if not any(given):
        return None
    said = text if file is None else _read(file)
    return Wanted(said, None if system is None else _read(system))


def _read(name: str) -> str:
    """Raises BadInput."""
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else _bytes(Path(name))
        if len(data) > MOST_BYTES:
            raise BadInput(f"{name} is too long", remedy="Words have 20,000 characters at most.")
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{name} cannot be read as text", remedy="Name a text file in UTF-8.") from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _list(film: "Project", *, as_json: bool) -> int:
    found = [film.wording(name) for name in originals()]
    if as_json:
        screen.answer({"project": film.id, "prompts": [_facts(one) for one in found]})
        return 0
    rows = [[one.name, "own" if _own(one) else "original", one.text] for one in found]
    screen.table(("Name", "Words", "Text"), rows, whole=("Name", "Words"))
    return 0


def _show(film: "Project", name: str, slot: str, *, as_json: bool) -> int:
    values: dict[str, str] = {}
    if slot:
        of_slot, values = film.filling(slots.slot(film.overview, slot))
        if name and name != of_slot:
            raise BadInput(f"{slot} is not asked for by the {name} prompt", remedy=f"It is by {of_slot}.")
        name = of_slot
    found = film.wording(name)
    if as_json:
        said = {"values": values, "prompt": filled(found.text, values)} if slot else {}
        screen.answer({"project": film.id} | _facts(found) | said)
        return 0
    _say(found, values)
    return 0


def _say(found: Prompt, values: dict[str, str]) -> None:
    screen.say(f"{found.title}, {'own words' if _own(found) else 'the original words'}")
    for label, text in (("Instructions", found.system), ("Prompt", found.text)):
        if text:
            screen.say(f"\n{label}:")
            screen.verbatim(filled(text, values) if values else text)
    if not values:
        screen.table(("Place", "What fills it"), [[f"{{{place}}}", said] for place, said in found.variables.items()])


def _change(film: "Project", name: str, wanted: Wanted, *, dry: bool, as_json: bool) -> int:
    follows = film.reword_preview(name, *wanted)
    if not dry:
        film.reword(name, *wanted)
    if as_json:
        costs = {"stale": list(follows.stale), "cost_usd": screen.usd(follows.micros), "changed": not dry}
        screen.answer({"project": film.id} | _facts(film.wording(name)) | costs)
        return 0
    what = "the original again" if wanted == (None, None) else "other words"
    screen.say(f"{original(name).title}: {f'would be {what}' if dry else what}. {_price(film, follows, dry=dry)}")
    return 0


def _price(film: "Project", follows: "Preview", *, dry: bool) -> str:
    if not follows.stale:
        return "Nothing that is made changes."
    many = f"{len(follows.stale)} made part{'s' if len(follows.stale) > 1 else ''}"
    price = words.money(follows.micros) if follows.micros else "nothing"
    said = f"{many} {'would be' if dry else 'are'} stale; making all again costs {price}"
    return f"{said}." if dry else f"{said}: vidpipe redo {film.id}"


def _own(found: Prompt) -> bool:
    return found != original(found.name)


def _facts(found: Prompt) -> dict[str, Any]:
    return {
        "name": found.name,
        "own": _own(found),
        "text": found.text,
        "system": found.system,
        "places": found.variables,
        "original": {"text": original(found.name).text, "system": original(found.name).system},
    }
