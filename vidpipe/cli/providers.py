"""`vidpipe providers`: who can be asked and whose key is there; `providers check` asks each for something free."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Command, Json, group
from vidpipe.errors import BadInput, ProviderError, Refused, VidpipeError

if TYPE_CHECKING:
    from vidpipe.studio import Compared, ProviderView, Studio

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME...", help="Only these; else all that have a key.", show_default=False),
]
Smoke = Annotated[bool, typer.Option("--live-smoke", help="Really make a tiny thing with each, which costs money.")]
Cap = Annotated[
    float,
    typer.Option("--cap", metavar="USD", min=0.0, help="With --live-smoke: what all of it may cost at the most."),
]

providers = group("Who can be asked, how many models each has, and whether its key is there. No key is ever shown.")


@providers.callback(invoke_without_command=True)
def listing(ctx: typer.Context, as_json: Json = False) -> int:
    """Who can be asked, how many models each has, and whether its key is there. No key is ever shown."""
    if ctx.invoked_subcommand is not None:
        return 0
    with workspace.opened() as studio:
        found = studio.providers()
    if as_json:
        screen.answer({"providers": [_plain(view) for view in found]})
    else:
        rows = [(view.name, view.title, view.models, _key(view)) for view in found]
        screen.table(("name", "provider", "models", "key"), rows, whole=("name",))
        screen.say("Ask them for something free: vidpipe providers check")
    return 0


def _plain(view: "ProviderView") -> dict[str, Any]:
    return {
        "name": view.name,
        "title": view.title,
        "key": view.key,
        "variable": view.variable or None,
        "models": view.models,
        "ready": view.ready,
    }


def _key(view: "ProviderView") -> str:
    if view.key == "missing":
        return f"missing: set {view.variable}"
    return view.key if view.ready else "not set up: VIDPIPE_SERVER_URL, VIDPIPE_SERVER_MODELS"


@providers.command("check", cls=Command)
def check(names: Names = None, live_smoke: Smoke = False, cap: Cap = 0.25, as_json: Json = False) -> int:
    """Ask each provider for something free and compare its models with the catalogue. Answers 4 where one failed."""
    with workspace.opened() as studio:
        asked = _asked(studio, names or [])
        answers = [_answer(studio, view) for view in asked]
        if live_smoke:
            from vidpipe.cli.smoke import smoke

            answers += smoke(studio, [view for view in asked if view.name != "local"], cap)
    if as_json:
        screen.answer({"ok": all(answer["ok"] for answer in answers), "providers": answers})
    else:
        for answer in answers:
            _say(answer)
    return 0 if all(answer["ok"] for answer in answers) else 4


def _asked(studio: "Studio", names: list[str]) -> "list[ProviderView]":
    """The providers that are meant. Raises BadInput, and Refused for one that is named and cannot be asked."""
    known = {view.name: view for view in studio.providers()}
    for name in names:
        if name not in known:
            raise BadInput(f"There is no provider {name!r}", remedy=f"There are {', '.join(known)}.")
        if not known[name].ready:
            missing = f"Set {known[name].variable}." if known[name].variable else "Set VIDPIPE_SERVER_URL."
            raise Refused(f"{known[name].title} cannot be asked: it has no key here", remedy=missing)
    return [view for view in known.values() if view.ready and (not names or view.name in names)]


def _answer(studio: "Studio", view: "ProviderView") -> dict[str, Any]:
    try:
        found = studio.compare_provider(view.name)
    except VidpipeError as error:
        kind = error.kind.value if isinstance(error, ProviderError) else error.code
        return {"provider": view.name, "ok": False, "kind": kind, "said": error.message, "remedy": error.remedy}
    return {"provider": view.name, "ok": True, **_told(found)}


def _told(found: "Compared") -> dict[str, Any]:
    return {
        "said": found.said,
        "listed": found.listed,
        "unknown": list(found.absent),
        "ending": found.ending,
        "back": list(found.back),
    }


def _say(answer: dict[str, Any]) -> None:
    screen.say(f"{'ok     ' if answer['ok'] else 'FAILED '} {answer['provider']}: {answer['said']}")
    if answer.get("remedy"):
        screen.indented(answer["remedy"], by=9)
    if answer.get("unknown"):
        screen.indented(f"In the catalogue, but not listed there: {', '.join(answer['unknown'])}", by=9)
    for model, day in (answer.get("ending") or {}).items():
        screen.indented(f"{model} goes on {day}, says the provider", by=9)
    if answer.get("back"):
        screen.indented(f"Gone by the catalogue, but listed there: {', '.join(answer['back'])}", by=9)
