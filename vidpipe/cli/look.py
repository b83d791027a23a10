"""`vidpipe list`, `status` and `show`: read, never change."""

from vidpipe.cli import screen, shapes, workspace
from vidpipe.cli.making import next_act, output_of
from vidpipe.cli.news import slots_of
from vidpipe.cli.options import Json, ProjectId
from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.format import seconds
from vidpipe.take import SlotView


def listing(as_json: Json = False) -> int:
    """The films of this workspace, the newest first."""
    with workspace.opened() as studio:
        films = [(film, output_of(studio.project(film.id))) for film in studio.projects()]
    if as_json:
        screen.answer({"projects": [shapes.listed(film, output) for film, output in films]})
    elif not films:
        screen.say('No films yet. Make one: vidpipe generate "A cat exploring Tokyo at night"')
    else:
        rows = [
            (f.id, f.title, f.status.value, f"{f.progress} %", screen.dollars(f.spent), out or "") for f, out in films
        ]
        screen.table(
            ("id", "title", "status", "done", "cost", "film"),
            rows,
            whole=("id", "status", "done"),
            piped=screen.PATH_WIDTH,
        )
    return 0


def status(project: ProjectId, as_json: Json = False) -> int:
    """How far a film is, slot by slot."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        film.verify()
        now, output = film.overview, output_of(film)
    if as_json:
        screen.answer(shapes.state(now, output))
    else:
        _say_status(now, output)
    complain_of_damage(now)
    return 0


def complain_of_damage(film: Overview) -> None:
    """Name the slots whose files are not what was made, a line each, with the remedy."""
    for name, view in slots_of(film).items():
        if view.take is None and "damaged" in view.message:
            screen.complain(f"{name}: its file is damaged or gone. Make it again with: vidpipe resume {film.id}")


def _say_status(film: Overview, output: str | None) -> None:
    screen.say(f"{film.title}  {film.id}")
    budget = "" if film.settings.budget is None else f" of {screen.dollars(film.settings.budget)}"
    facts = f"{screen.dollars(film.spent)}{budget}, {film.calls} calls, {film.events} events, {film.attempts} attempts"
    screen.say(f"{film.status.value}, {film.progress} % done, {facts}")
    rows = [("", name, *_told(view)) for name, view in film.slots.items()]
    for scene in film.scenes:
        rows += [(str(scene.index), name, *_told(view)) for name, view in scene.slots.items()]
    screen.table(("scene", "slot", "state", "cost", "note"), rows, whole=("scene", "slot", "state", "cost"))
    for line in film.waiting:
        screen.indented(line)
    if output:
        screen.say(f"Film: {output}")
    if action := next_act(film):
        screen.say(action)


def _told(view: SlotView) -> tuple[str, str, str]:
    notes = [cause.reason for cause in view.causes] + ([view.message] if view.message else [])
    if view.progress and not view.fresh:
        notes.append(f"{view.progress} %")
    if view.locked:
        notes.append("locked")
    return view.state.value, screen.dollars(view.cost) if view.cost else "", "; ".join(notes)


def show(project: ProjectId, as_json: Json = False) -> int:
    """What a film is to be: its brief and its storyboard."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        film.verify()
        now = film.overview
    if as_json:
        screen.answer(shapes.told(now))
    else:
        _say_film(now)
    complain_of_damage(now)
    return 0


def _say_film(film: Overview) -> None:
    screen.say(f"{film.title}  {film.id}  {film.status.value}")
    screen.say(f"Prompt: {screen.shortened(film.settings.prompt, 300)}")
    _say_brief(film)
    if film.storyboard is None:
        screen.say(f"There is no storyboard yet. Make it with: vidpipe resume {film.id}")
        return
    rate = film.settings.rate
    length = seconds(film.storyboard.frames, rate)
    style = film.storyboard.style
    screen.say(f"{len(film.scenes)} scenes, {length:.1f} s, {film.settings.aspect.value}. {style.look} {style.palette}")
    columns = ("scene", "time", "shot", "picture", "says", "words")
    screen.table(columns, [_row(scene, rate) for scene in film.scenes], whole=("scene", "time"))


def _say_brief(film: Overview) -> None:
    brief = film.brief
    if brief is None:
        return
    facts = {
        "Kind": brief.kind.value,
        "Subject": brief.subject,
        "Audience": brief.audience,
        "Tone": brief.tone,
        "Style": brief.style,
        "Where": ", ".join(filter(None, (brief.place, brief.time, brief.weather))),
        "Says": "; ".join(brief.messages),
        "Call to action": brief.call_to_action,
        "Language": brief.language,
        "Cast": ", ".join(member.name for member in brief.cast),
    }
    for name, fact in facts.items():
        if fact:
            screen.indented(f"{name}: {fact}")


def _row(view: SceneView, rate: int) -> tuple[str, ...]:
    scene = view.scene
    start, end = seconds(view.start, rate), seconds(view.start + scene.frames, rate)
    shot = f"{scene.camera.size.value}, {scene.camera.move.value}"
    picture = (
        f"{scene.title}: {scene.action or scene.start_prompt}" if scene.title else scene.action or scene.start_prompt
    )
    return (
        str(view.index),
        f"{start:.1f}–{end:.1f} s",
        shot,
        screen.shortened(picture, 240),
        scene.narration,
        scene.words,
    )
