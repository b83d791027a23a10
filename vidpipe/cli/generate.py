"""`vidpipe generate`: a sentence in, a finished film out. Checks all that can be checked before any work begins."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import (
    BeatsOf,
    Command,
    Crossfade,
    Force,
    Json,
    ModelsOf,
    Out,
    ProviderOf,
    Yes,
    cast,
    step,
    steps,
)
from vidpipe.errors import BadInput

if TYPE_CHECKING:
    from vidpipe.studio import Studio

ASPECTS = "16:9, 9:16, 1:1 or 4:5"
MAX_PROMPT = 20_000

Prompt = Annotated[
    str | None,
    typer.Argument(metavar="PROMPT", help="What the film is about, in any language.", show_default=False),
]
Title = Annotated[str, typer.Option("--title", help="The film's title; else the brief finds one.", show_default=False)]
Kind = Annotated[str | None, typer.Option("--kind", help="ad, story or explainer; else as the prompt suggests.")]
Duration = Annotated[
    str, typer.Option("--duration", metavar="SECONDS", help="3 to 600, or auto: as long as the narration.")
]
AspectOf = Annotated[str, typer.Option("--aspect", help=f"{ASPECTS}.")]
Style = Annotated[
    str, typer.Option("--style", help="The look in words, such as watercolour, noir.", show_default=False)
]
Language = Annotated[
    str, typer.Option("--language", help="Such as en, es, pt-BR; else the prompt's own.", show_default=False)
]
Languages = Annotated[
    str,
    typer.Option(
        "--languages",
        metavar="TAGS",
        help="Tell it in several, by commas: en,es,fr. The first is the film's own; each has its own cut of the same "
        "pictures.",
        show_default=False,
    ),
]
QualityOf = Annotated[str, typer.Option("--quality", help="draft (half the size, quick) or final.")]
Gate = Annotated[str, typer.Option("--gate", metavar="STEPS", help="Wait for your approval after these, by commas.")]
MoodsOf = Annotated[
    str,
    typer.Option(
        "--moods",
        metavar="on|off|1-4",
        help="Offer three directions to choose from first; or how many pictures each has.",
        show_default=False,
    ),
]
Until = Annotated[str | None, typer.Option("--until", metavar="STEP", help="Go no further than this step.")]
Budget = Annotated[
    str | None, typer.Option("--budget", metavar="USD", help="Never spend more than this.", show_default=False)
]
Ladder = Annotated[
    str,
    typer.Option(
        "--ladder",
        metavar="off|ask|auto",
        help="Where a provider refuses a clip: only say so, offer each next try, or try twice more by itself.",
        show_default=False,
    ),
]
Seed = Annotated[int | None, typer.Option("--seed", help="The same seed gives the same film.", show_default=False)]
From = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="FILE|ADDRESS",
        help="Make it from a text, Markdown, PDF, DOCX, PPTX, page, video's transcript (address, SRT, VTT), a list of "
        "shots (YAML, JSON, CSV) or a folder of pictures. Repeat for several.",
        show_default=False,
    ),
]
Each = Annotated[
    str, typer.Option("--each", metavar="section", help="With --from: a film of each section.", show_default=False)
]
BrandOf = Annotated[
    str,
    typer.Option("--brand", metavar="NAME", help="The brand it keeps to, as vidpipe brand lists.", show_default=False),
]
NoMusic = Annotated[bool, typer.Option("--no-music", help="A film without music.")]
NoNarration = Annotated[bool, typer.Option("--no-narration", help="A film without a voice.")]


class Generate(Command):
    """Its help ends with the steps and stages that are installed now, those dropped in by you too."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        self.epilog = _flow()
        super().format_epilog(ctx, formatter)


def _flow() -> str:
    from vidpipe.film.project import STAGES
    from vidpipe.stages.registry import stages

    parts = []
    for name in STAGES:
        further = [stage.name for stage in stages() if stage.step == name and stage.name != name]
        parts.append(f"{name} ({', '.join(further)})" if further else name)
    return f"Steps for --gate and --until, with the further stages in each: {', '.join(parts)}."


KINDS = {"generate": Generate}


def generate(
    prompt: Prompt = None,
    title: Title = "",
    kind: Kind = None,
    duration: Duration = "24",
    aspect: AspectOf = "16:9",
    style: Style = "",
    language: Language = "",
    languages: Languages = "",
    quality: QualityOf = "final",
    gate: Gate = "",
    until: Until = None,
    moods: MoodsOf = "",
    budget: Budget = None,
    provider: ProviderOf = "",
    model: ModelsOf = None,
    ladder: Ladder = "",
    seed: Seed = None,
    source: From = None,
    each: Each = "",
    beats: BeatsOf = "",
    brand: BrandOf = "",
    crossfade: Crossfade = None,
    no_music: NoMusic = False,
    no_narration: NoNarration = False,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Make a film from a sentence, a document or an address."""
    wanted: dict[str, Any] = {
        "title": title,
        "kind": kind,
        "duration": duration,
        "aspect": aspect,
        "style": style,
        "language": language.strip(),
        "quality": quality,
        "until": step(until) if until else None,
        "seed": seed,
        "crossfade": crossfade,
        "music": not no_music,
        "narration": not no_narration,
    }
    if languages.strip():
        first, *further = (tag.strip() for tag in languages.split(","))
        own = language.strip() or first
        wanted |= {"language": own, "languages": [tag for tag in (first, *further) if tag != own]}
    wanted |= {"gates": steps(gate)} if gate else {}
    wanted |= {"budget_usd": budget} if budget is not None else {}
    wanted |= {"ladder": ladder} if ladder else {}
    wanted |= {"beats": beats} if beats else {}
    wanted |= {"moods": moods} if moods else {}
    wanted |= cast(provider, model)
    if source or each:
        from vidpipe.cli.sourced import Wanted, generate_from

        order = Wanted(source or [], each, out=out, force=force, yes=yes, as_json=as_json, brand=brand)
        return generate_from(order, prompt or "", wanted, provider)
    text = asked(prompt)
    from vidpipe.cli.agreeing import agreed
    from vidpipe.cli.making import Order, make

    with workspace.opened() as studio:
        if out is not None:
            studio.check_out(out, force=force)
        agreed(studio.estimate(text, **wanted), yes=yes)
        kit = studio.assets.brand(brand) if brand else None
        film = studio.create(text, **wanted)
        if kit:
            film.apply_brand(kit.name)
        say_local(studio, provider, quietly=as_json)
        return make(studio, film, Order(out=out, force=True, as_json=as_json))


ROLES = {"text": "words", "image": "pictures", "video": "clips", "speech": "the voice", "music": "the music"}


def say_local(studio: "Studio", provider: str, *, quietly: bool) -> None:
    """Which roles this computer takes, since the provider has no model for them."""
    found = studio.provided(provider) if provider else None
    if found and found.local and found.provider != "local":
        taken = [ROLES[role.value] for role in found.local]
        listed = f"{', '.join(taken[:-1])} and {taken[-1]}" if len(taken) > 1 else taken[0]
        said = f"{found.title} makes no {listed.replace('the ', '')}: this computer does."
        (screen.complain if quietly else screen.say)(said)


def asked(prompt: str | None) -> str:
    """The prompt as given, else from a pipe, else asked for. Raises BadInput where there is none."""
    if prompt is not None:
        return prompt
    if screen.is_terminal(sys.stdin):
        return str(typer.prompt("What is the film about?"))
    text = piped()
    if not text.strip():
        raise BadInput(
            "There is no prompt", remedy='Say what the film is about: vidpipe generate "A cat exploring Tokyo"'
        )
    return text


def piped() -> str:
    """Text from standard input: at most as much as would be refused anyway."""
    try:
        stream = getattr(sys.stdin, "buffer", None)
        if stream is None:
            return sys.stdin.read(MAX_PROMPT + 1)
        return str(stream.read(4 * MAX_PROMPT + 4).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput("What came by the pipe is no UTF-8 text", remedy="Save it as UTF-8 and try again.") from None
