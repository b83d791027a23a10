"""The arguments and options that several commands share, and how text from a command line becomes a value."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup

from vidpipe.cli import workspace
from vidpipe.errors import BadInput


def _choose(ctx: typer.Context, data: Path | None) -> Path | None:
    workspace.choose(data)
    return data


Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The workspace's folder. Default: VIDPIPE_DATA, else data.",
        callback=_choose,
        expose_value=False,
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on one line instead of words.")]
Yes = Annotated[bool, typer.Option("--yes", help="Go on though nobody says what a model costs.")]
ProjectId = Annotated[
    str, typer.Argument(metavar="ID", help="The film's id, or enough of its beginning.", show_default=False)
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the film here (.mp4).", show_default=False)
]
Force = Annotated[bool, typer.Option("--force", help="Replace what lies at --out.")]
VersionOf = Annotated[
    str,
    typer.Option(
        "--version",
        metavar="SHAPE",
        help="A version of the film, such as 9:16, 9:16-draft or es; else the film's own cut.",
        show_default=False,
    ),
]
Crossfade = Annotated[
    float | None,
    typer.Option(
        "--crossfade", metavar="SECONDS", help="Crossfade of every joint, 0 for hard cuts.", show_default=False
    ),
]
ProviderOf = Annotated[
    str,
    typer.Option(
        "--provider",
        metavar="NAME",
        help="google, openai, replicate, server or local: its models wherever it has one; local makes the rest.",
        show_default=False,
    ),
]
ModelsOf = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        metavar="ROLE=MODEL",
        help="The model of one role, by id or alias, such as video=video.draft. Repeat.",
    ),
]
BeatsOf = Annotated[
    str,
    typer.Option(
        "--beats",
        metavar="PLAN|BEATS",
        help="What the storyboard keeps to: a plan such as luxury_showcase, or beats by commas; see vidpipe beats.",
        show_default=False,
    ),
]
Run = Annotated[bool, typer.Option("--run", help="Go on with the film at once.")]


class Command(TyperCommand):
    """A command that also takes `--data`, so that it may stand before or after the command's name."""

    def get_params(self, ctx: typer.Context) -> list:  # type: ignore[override, type-arg]
        shared = [option for option in ctx.find_root().command.params if option.name == "data"]
        return [*super().get_params(ctx), *shared]


class Group(TyperGroup):
    """A command with further ones under it; it takes `--data` as each of them does."""

    def get_params(self, ctx: typer.Context) -> list:  # type: ignore[override, type-arg]
        shared = [option for option in ctx.find_root().command.params if option.name == "data"]
        return [*super().get_params(ctx), *shared]


HELP = {"help_option_names": ["-h", "--help"]}


def group(said: str) -> typer.Typer:
    """A command that does something by itself and has further ones under it."""
    return typer.Typer(
        cls=Group,
        help=said,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings=HELP,
    )


def step(text: str) -> str:
    """The name of a step of the flow. Raises BadInput with the names there are, and the nearest."""
    from vidpipe.film.project import STAGES

    plain = text.strip().lower()
    if plain in STAGES:
        return plain
    near = get_close_matches(plain, STAGES, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise BadInput(f"There is no stage {text!r}", remedy=f"{meant}The stages are {', '.join(STAGES)}.")


def steps(text: str) -> tuple[str, ...]:
    """Names of steps, separated by commas."""
    return tuple(step(part) for part in text.split(",") if part.strip())


def cast(provider: str, models: Iterable[str] | None) -> dict[str, object]:
    """`--provider` and `--model` as the façade's settings. Raises BadInput for a pair without `=`."""
    named: dict[str, str] = {}
    for pair in models or ():
        role, equals, model = pair.partition("=")
        if not equals or not model.strip():
            raise BadInput(
                f"{pair!r} is no choice of a model", remedy="Say --model role=model, as image=image.default."
            )
        named[role.strip().lower()] = model.strip()
    return ({"provider": provider} if provider else {}) | ({"models": named} if named else {})


SWITCH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
OTHER_NAMES = {"gate": "gates", "budget": "budget_usd"}


def settings(pairs: Iterable[str]) -> dict[str, object]:
    """`key=value` pairs of `fork --set` as the façade's settings; `model.image=local/painter-1` chooses a model.

    Raises BadInput for a pair without `=` or a value of the wrong kind; the façade refuses unknown keys.
    """
    changed: dict[str, object] = {}
    models: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip().lower().replace("-", "_")
        if not equals:
            raise BadInput(f"{pair!r} is no setting", remedy="Say --set key=value, such as --set duration=30.")
        if key.startswith("model."):
            models[key.removeprefix("model.")] = value.strip()
        else:
            key = OTHER_NAMES.get(key, key)
            changed[key] = _value(key, value.strip())
    return changed | ({"models": models} if models else {})


def _value(key: str, text: str) -> object:
    if key in ("music", "narration"):
        if text.lower() not in SWITCH:
            raise BadInput(f"{key} can be on or off, not {text!r}", remedy=f"Say --set {key}=off.")
        return SWITCH[text.lower()]
    if key in ("crossfade", "budget_usd") and text.lower() in ("", "none"):
        return None
    if key in ("seed", "rate"):
        return _whole(key, text)
    return text


def _whole(key: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise BadInput(f"{key} {text!r} is no whole number", remedy=f"Say --set {key}=24.") from None
