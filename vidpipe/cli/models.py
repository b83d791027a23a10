"""`vidpipe models`: every model with what it can do, costs and until when; `models switch` changes a film's model."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Command, Json, ProjectId, group
from vidpipe.errors import BadInput

if TYPE_CHECKING:
    from vidpipe.film.catalogue import Caps

RoleOf = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="Only text, image, video, speech or music.", show_default=False)
]
Old = Annotated[str, typer.Argument(metavar="OLD", help="The model that the film names now.", show_default=False)]
New = Annotated[
    str, typer.Argument(metavar="NEW", help="The model to take; else the one that replaces it.", show_default=False)
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only say what it would cost.")]

models = group("Every model with what it can do, what it costs and until when it is there.")


@models.callback(invoke_without_command=True)
def listing(ctx: typer.Context, role: RoleOf = "", as_json: Json = False) -> int:
    """Every model that can be chosen: what it can do, what it costs and until when it is there."""
    if ctx.invoked_subcommand is not None:
        return 0
    wanted = _role(role)
    with workspace.opened() as studio:
        ready = {view.name: view.ready for view in studio.providers()}
        found = [caps for caps in studio.models() if wanted in ("", caps.role.value)]
    if as_json:
        screen.answer({"models": [_plain(caps, ready=ready.get(caps.provider, False)) for caps in found]} | _names())
    else:
        _say(found, ready)
    return 0


def _role(text: str) -> str:
    from vidpipe.film.catalogue import Role

    plain = text.strip().lower()
    if plain and plain not in list(Role):
        raise BadInput(f"There is no role {text!r}", remedy=f"The roles are {', '.join(Role)}.")
    return plain


def _names() -> dict[str, Any]:
    from vidpipe.library.models import aliases

    return {"aliases": aliases()}


def _plain(caps: "Caps", *, ready: bool) -> dict[str, Any]:
    from vidpipe.library.models import replacement, retired

    price = caps.price
    return {
        "model": caps.id,
        "role": caps.role.value,
        "title": caps.title or caps.model,
        "ready": ready,
        "state": retired(caps) or "here",
        "shutdown": caps.shutdown or None,
        "replacement": replacement(caps.id) or None,
        "price": {
            "usd": screen.usd(price.micros),
            "unit": price.unit,
            "by": {name: screen.usd(micros) for name, micros in price.by.items()},
            "sure": price.sure if price.micros else "free" if price.sure != "unknown" else "unknown",
            "source": price.source,
            "as_of": price.as_of,
        },
        "facts": {name: value for name, value in caps.plain().items() if name not in NO_FACTS},
    }


NO_FACTS = ("provider", "model", "role", "title", "price", "shutdown", "replacement", "fields", "voices")


def _say(found: "list[Caps]", ready: dict[str, bool]) -> None:
    from vidpipe.film.tariff import briefly
    from vidpipe.library.models import aliases

    meant: dict[str, list[str]] = {}
    for alias, model in aliases().items():
        meant.setdefault(model, []).append(alias)
    rows = [
        (
            caps.role.value,
            caps.id,
            _can(caps),
            briefly(caps),
            caps.price.as_of,
            state(caps, ready=ready.get(caps.provider, False)),
            ", ".join(meant.get(caps.id, ())),
        )
        for caps in sorted(found, key=lambda caps: _ROLES.index(caps.role.value))
    ]
    columns = ("role", "model", "can", "price", "of", "state", "aliases")
    screen.table(columns, rows, whole=("role", "model", "of"), piped=screen.PATH_WIDTH)
    screen.say("Prices are lists of the day they name; what a call really cost stands in the ledger.")


_ROLES = ("text", "image", "video", "speech", "music")


def state(caps: "Caps", *, ready: bool) -> str:
    """Whether a model can be used: gone, soon gone, without a key, or here."""
    from vidpipe.library.models import retired

    gone = retired(caps)
    if gone == "gone":
        return f"gone since {caps.shutdown}"
    key = "" if ready else "no key"
    return ", ".join(filter(None, (f"goes on {caps.shutdown}" if gone else "", key))) or "ready"


def _can(caps: "Caps") -> str:
    """What matters for its role, in few words."""
    from vidpipe.film.catalogue import Span

    told = []
    if isinstance(caps.durations, Span):
        told.append(f"{caps.durations.low / 1000:g}–{caps.durations.high / 1000:g} s")
    elif caps.durations:
        told.append("/".join(f"{length / 1000:g}" for length in caps.durations) + " s")
    told.append("/".join(caps.resolutions))
    told.append(" and ".join(word for word, can in (("first", caps.first_frame), ("last", caps.last_frame)) if can))
    told.append(f"{caps.references} references" if caps.references else "")
    told += [word for word, can in (("edits", caps.edits), ("extends", caps.extends)) if can]
    told.append(f"{len(caps.voices)} voices" if caps.voices else "")
    return ", ".join(filter(None, told))


@models.command("switch", cls=Command)
def switch(project: ProjectId, old: Old, new: New = "", dry: Dry = False, as_json: Json = False) -> int:
    """Have a film use another model in place of one; nothing is made again by that alone."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        taken = film.successor(old, new)
        price = film.preview_switch(old, taken)
        if not dry:
            film.switch_model(old, taken)
    stale = len(price.stale)
    if as_json:
        screen.answer(
            {
                "project": film.id,
                "old": old,
                "new": taken,
                "stale": list(price.stale),
                "cost_usd": screen.usd(price.micros),
                "switched": not dry,
            }
        )
        return 0
    again = f"{stale} {'part' if stale == 1 else 'parts'} would be made again with it, {screen.dollars(price.micros)}"
    screen.say(f"{film.title}: {old} → {taken}; {again if stale else 'nothing that is made changes'}.")
    if not dry and stale:
        screen.say(f"Make them again: vidpipe redo {film.id}   Or keep one: vidpipe keep {film.id} SLOT")
    return 0
