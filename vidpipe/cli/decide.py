"""`vidpipe approve`, `resume`, `stop` and `fork`: what a person decides about a film."""

from typing import TYPE_CHECKING, Annotated

import typer

from vidpipe.cli import screen, shapes, workspace
from vidpipe.cli.agreeing import agreed
from vidpipe.cli.making import Order, make, next_act, reached
from vidpipe.cli.options import Force, Json, Out, ProjectId, Run, Yes, settings, step
from vidpipe.engine.overview import Overview, Status
from vidpipe.film.project import STAGES
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.studio import Project

Step = Annotated[
    str,
    typer.Argument(metavar="STAGE", help="brief, storyboard, keyframes, clips, sound or cut; else all that waits."),
]
Until = Annotated[str | None, typer.Option("--until", metavar="STEP", help="Go no further than this step.")]
Budget = Annotated[
    str | None, typer.Option("--budget", metavar="USD", help="A new limit to spend.", show_default=False)
]
Change = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="A setting of the new film, such as duration=30. Repeat as you like."
    ),
]


def approve(project: ProjectId, stage: Step = "", run: Run = False, yes: Yes = False, as_json: Json = False) -> int:
    """Approve what waits: a whole step, or everything."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        if run:
            agreed(film.estimate(), yes=yes)
        film.approve(step(stage) if stage else "")
        if run:
            return make(studio, film, Order(as_json=as_json))
        return _say_approved(film.overview, stage, as_json=as_json)


def _say_approved(film: Overview, step: str, *, as_json: bool) -> int:
    if as_json:
        screen.answer(shapes.made(film, None))
    else:
        screen.say(f"{film.title}: {step or 'all that waited'} approved. {next_act(film) or 'It is complete.'}")
    return 0


def resume(
    project: ProjectId,
    until: Until = None,
    budget: Budget = None,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Go on with a film where it stands; what is finished is not made again."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        if out is not None:
            studio.check_out(out, force=force)
        goal = step(until) if until else _goal(film.overview)
        agreed(film.estimate(goal), yes=yes)
        if budget is not None:
            film.change(budget_usd=budget)
        film.resume()
        return make(studio, film, Order(until=goal, out=out, force=True, as_json=as_json))


def _goal(film: Overview) -> str:
    """How far to go: as was asked, but to the end once that is reached."""
    return STAGES[-1] if film.status is Status.AWAITING_APPROVAL and reached(film) else ""


def stop(project: ProjectId, as_json: Json = False) -> int:
    """Start nothing new of a film; what is made is kept."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        film.stop()
        now = film.overview
    if as_json:
        screen.answer({"project": now.id, "status": now.status.value})
    else:
        screen.say(f"{now.title}: stopped. What is made is kept; go on with: vidpipe resume {now.id}")
    return 0


def fork(project: ProjectId, change: Change = None, run: Run = False, yes: Yes = False, as_json: Json = False) -> int:
    """A new film from one that is there, with other settings; what they do not touch is shared and costs nothing."""
    changes = settings(change or ())
    with workspace.opened() as studio:
        film = workspace.find(studio, project).fork(**changes)
        if run:
            agreed(film.estimate(), yes=yes)
            return make(studio, film, Order(as_json=as_json))
        return _say_forked(film, as_json=as_json)


def _say_forked(film: "Project", *, as_json: bool) -> int:
    price, now = film.estimate(), film.overview
    if as_json:
        screen.answer(
            shapes.made(now, None) | {"forked_from": now.forked_from, "estimate_usd": screen.usd(price.micros)}
        )
        return 0
    screen.say(f"{film.title}  {film.id}")
    screen.say(
        f"{price.slots} slots are to be made, {words.forecast(price.micros)}. Make them: vidpipe resume {film.id}"
    )
    return 0
