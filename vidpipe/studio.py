"""The façade: what every page, command, endpoint and notebook cell calls, and nothing below it."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import ValidationError

from vidpipe.asking import settings_from
from vidpipe.casting import LOCAL, Provided, Retiring, checked, provided, role_of, roles_used
from vidpipe.doctor import Check, Compared, ProviderView, compared, examine, seen
from vidpipe.engine.estimate import Estimate, EstimateLine, estimate
from vidpipe.engine.overview import Overview, SceneView, Status
from vidpipe.errors import BadInput, Busy, NotFound, VidpipeError
from vidpipe.film.account import FilmLabel, LedgerLine, Metrics, Spending, StageMetrics
from vidpipe.film.cast import named_in
from vidpipe.film.catalogue import Caps, Role, VoiceView
from vidpipe.film.project import Settings, Wish
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.lab import Lab
from vidpipe.lab.filmset import Set
from vidpipe.lab.sections import film_of_each, price_of_each
from vidpipe.library.models import ANY, resolve
from vidpipe.ports import Event, Provider, Records, Stage, Summary
from vidpipe.project import CutFile, Project, new_id
from vidpipe.project.assets import Assets
from vidpipe.project.gathering import Brought, Gathered, Given, gather
from vidpipe.project.sounding import Fitting
from vidpipe.project.sourcing import asked_of, estimate_of, found_film
from vidpipe.project.translating import LanguageView
from vidpipe.project.versioning import VersionView
from vidpipe.workshop import WorkerView, Workshop
from vidpipe.workspace import Preferences, Storage

__all__ = [
    "Assets",
    "Brought",
    "Check",
    "Compared",
    "CutFile",
    "Estimate",
    "EstimateLine",
    "FilmLabel",
    "Fitting",
    "Gathered",
    "LanguageView",
    "LedgerLine",
    "Metrics",
    "Overview",
    "Preferences",
    "Project",
    "Provided",
    "ProviderView",
    "Retiring",
    "SceneView",
    "Spending",
    "StageMetrics",
    "Status",
    "Storage",
    "Studio",
    "VersionView",
    "VoiceView",
    "WorkerView",
]


def _never() -> bool:
    return False


class Studio:
    """A workspace, opened. Use as a context manager, or `close()` it.

    `data` is its folder, else VIDPIPE_DATA, else ./data. Raises BadInput, NewerData, Broken, LimitReached.
    """

    def __init__(self, data: str | Path | None = None, *, actor: str = "", database: str | None = None) -> None:
        self._shop = Workshop(data, actor=actor, database=database)
        self.data = self._shop.data

    @property
    def actor(self) -> str:
        """Whose name stands beside decisions made here."""
        return self._shop.actor

    @property
    def lab(self) -> Lab:
        """The Prompt Lab: grids of prompts and models, templates, sets of films."""
        return Lab(self._shop)

    @property
    def assets(self) -> Assets:
        """What films share: members of casts, brand kits."""
        return Assets(self._shop)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._shop.close()

    # ------------------------------------------------------------ projects

    def create(
        self,
        prompt: str = "",
        *,
        storyboard: Storyboard | Sequence[Scene | Mapping[str, Any]] | None = None,
        source: Gathered | Given | Sequence[Given] | None = None,
        **asked: Any,
    ) -> "Project":
        """A new project. Nothing is made until it runs. `asked`: see vidpipe.asking; `provider` has its models take
        every role it can. `source` is what it is made from: a file, an address, bytes, or what `gather` gave. Raises
        BadInput, LimitReached, FetchFailed, and Refused where a model needs a key that is not here."""
        if source is not None:
            return self._created_from(self.gather(source), prompt, asked)
        board = _board(storyboard)
        if board is not None:
            rate = asked.get("rate") or 24
            asked.setdefault("duration", board.frames / rate)
            prompt = prompt or board.scenes[0].action or board.scenes[0].start_prompt
        settings = self._settings(prompt, asked)
        self._shop.need_keys(settings.models[role] for role in self._roles(settings) if role in settings.models)
        name = new_id()
        self._shop.store.create(name, settings, title=settings.title or _short(settings.prompt), actor=self.actor)
        made = Project(self._shop, name)
        if board is not None:
            made.edit(board)
        return made

    def talk_about(self, idea: str, **asked: Any) -> "Project":
        """A new film that begins with a talk about it (`Project.say`): it stands still until it is started. `idea` is
        what is known of it by now. Raises as `create`."""
        settings = self._settings(idea, asked)
        self._shop.need_keys(settings.models[role] for role in self._roles(settings) if role in settings.models)
        name = new_id()
        title = settings.title or _short(settings.prompt)
        self._shop.store.create(name, settings, title=title, actor=self.actor, wish=Wish.STOP)
        film = Project(self._shop, name)
        film.begin_talk()
        return film

    def gather(self, source: Gathered | Given | Sequence[Given], **how: Any) -> Gathered:
        """Read what a film is to be made from; nothing is stored. Raises as `project.gathering.gather`."""
        return source if isinstance(source, Gathered) else gather(source, **how)

    def _created_from(self, found: Gathered, prompt: str, asked: Mapping[str, Any]) -> "Project":
        settings = self._settings_of(found, prompt, asked)
        self._shop.need_keys(settings.models[role] for role in self._roles(settings) if role in settings.models)
        return found_film(self._shop, found, settings)

    def _settings_of(self, found: Gathered, prompt: str, asked: Mapping[str, Any]) -> Settings:
        said, wanted = asked_of(found.material, prompt, asked)
        settings = self._settings(said, wanted).model_copy(update={"source": found.material.kind})
        return settings if prompt.strip() else settings.model_copy(update={"cast": ()})

    def create_each(
        self, source: Gathered | Given | Sequence[Given], *, prompt: str = "", brand: str = "", **asked: Any
    ) -> Set:
        """A film of each section of a document, as a set: of one seed and style, so that they look alike, and all of
        them of a `brand` of the library where one is named. Nothing is made until it runs. Raises as `create`, and
        BadInput for a document without sections, NotFound for a brand that is not there."""
        found = self.gather(source)
        settings = self._branded(self._settings_of(found, prompt, asked), brand)
        self._shop.need_keys(settings.models[role] for role in self._roles(settings) if role in settings.models)
        return film_of_each(self._shop, found, settings)

    def estimate_each(
        self, source: Gathered | Given | Sequence[Given], *, prompt: str = "", brand: str = "", **asked: Any
    ) -> Estimate:
        """The price of a film of each section. Writes nothing. Raises as `create_each`."""
        found = self.gather(source)
        settings = self._branded(self._settings_of(found, prompt, asked), brand)
        return price_of_each(self._shop, found, settings)

    def _branded(self, settings: Settings, brand: str) -> Settings:
        """The settings of a film that keeps to a brand of the library. Raises NotFound."""
        return settings.model_copy(update={"brand": self.assets.brand(brand)}) if brand.strip() else settings

    def project(self, project_id: str) -> "Project":
        """The project with this id or a beginning that only it has. Raises NotFound."""
        known = [film.id for trashed in (False, True) for film in self.summaries(trashed=trashed)]
        fitting = [name for name in known if name == project_id] or [n for n in known if n.startswith(project_id)]
        if len(fitting) == 1 and project_id:
            return Project(self._shop, fitting[0])
        if len(fitting) > 1 and project_id:
            raise NotFound(
                f"{project_id!r} is the beginning of several ids", remedy=f"Say one of {', '.join(fitting)}."
            )
        raise NotFound(f"There is no project {project_id!r}", remedy="List them with: vidpipe list.")

    def projects(self, *, trashed: bool = False) -> list[Overview]:
        """All projects, the newest first."""
        names = [summary.id for summary in self.summaries(trashed=trashed)]
        return [glance.overview for glance in self._shop.glances.all(names)]

    def summaries(self, *, trashed: bool = False) -> list[Summary]:
        """Ids, titles and times only: cheap for a long list."""
        return [film for film in self._shop.store.projects(trashed=trashed) if film.kind == "film"]

    def empty_trash(self) -> int:
        """Remove trashed projects for good, but for what they cost; bytes freed."""
        titles = {name: label.title for name, label in self.labels().items() if label.trashed}
        return self._shop.store.empty_trash(titles)

    def estimate(
        self, prompt: str, *, source: Gathered | Given | Sequence[Given] | None = None, **asked: Any
    ) -> Estimate:
        """The price of a film that is not there yet; it needs no key. Writes nothing. Raises BadInput."""
        found = None if source is None else self.gather(source)
        if found is not None:
            return estimate_of(self._shop, found, self._settings_of(found, prompt, asked))
        settings = self._settings(prompt, asked)
        now = datetime.now(UTC)
        summary = Summary(id="", title="", wish=Wish.RUN, created=now, updated=now)
        records = Records(project=summary, settings=settings)
        return estimate(self._shop.outside, self._shop.outside.plan(records))

    def _settings(self, prompt: str, asked: Mapping[str, Any]) -> Settings:
        """What is asked for; for what is not said, what the person chose for all new films."""
        chosen = self.preferences
        own: dict[str, Any] = {"duration": 24}
        if "gates" in chosen.said:
            own["gates"] = ("moods", *chosen.gates) if asked.get("moods") else chosen.gates
        if "ladder" in chosen.said:
            own["ladder"] = chosen.ladder
        if chosen.project_budget_usd is not None:
            own["budget_usd"] = chosen.project_budget_usd
        wanted = self._shop.cast(asked, chosen.models)
        return self._with_cast(self._shop.with_models(settings_from({**own, **wanted, "prompt": prompt})))

    def _with_cast(self, settings: Settings) -> Settings:
        """With those members of the library whom its words name."""
        words = f"{settings.prompt} {settings.style} {settings.hook} {settings.closing}"
        found = named_in(words, self.assets.cast) if "@" in words else ()
        return settings.model_copy(update={"cast": found}) if found else settings

    def _roles(self, settings: Settings) -> list[Role]:
        return roles_used(settings, self._shop.outside.stages)

    # ------------------------------------------------------------ over all films

    def spending(self, *, project: str = "", days: int = 30, before: int = 0, limit: int = 100) -> Spending:
        """The ledger of some days up to today, by this computer's calendar; `before` a line's id gives older ones."""
        found = self._shop.store.spending(project=project, days=max(1, min(days, 3660)), before=before, limit=limit)
        labels = self.labels()
        titled = [_titled(line, labels) for line in found.lines]
        return found.model_copy(update={"lines": tuple(titled)})

    def doubts(self, *, project: str = "", limit: int = 50) -> list[LedgerLine]:
        """The calls of which nobody knows whether they were charged, the newest first, of films that are gone too."""
        labels = self.labels()
        return [_titled(line, labels) for line in self._shop.store.doubts(project=project, limit=limit)]

    def settle(self, attempt: str, *, charged: bool) -> None:
        """Decide about one of the `doubts`. Raises Refused where nothing is uncertain about it any more."""
        self._shop.store.settle_call(attempt, charged=charged, actor=self.actor)

    def spent_today(self) -> int:
        """Micro-dollars that all films together have spent or reserved today, as the budget of a day counts them."""
        return self._shop.store.today()

    def metrics(self, project: str = "") -> Metrics:
        """How the making goes, by stage in the order of the flow."""
        found = self._shop.store.metrics(project)
        order = {stage.name: stage.order for stage in self._shop.outside.stages}
        asking = {stage.name for stage in self._shop.outside.stages if stage.role}
        calls = [stage for stage in found.stages if stage.stage in asking]
        return found.model_copy(
            update={
                "stages": tuple(sorted(found.stages, key=lambda stage: order.get(stage.stage, 1000))),
                "calls": sum(stage.made for stage in calls),
                "cached_calls": sum(stage.cached for stage in calls),
            }
        )

    def happened(
        self, *, project: str = "", slot: str = "", kinds: Sequence[str] = (), before: int = 0, limit: int = 100
    ) -> list[Event]:
        """What happened in all films, newest first. `slot` takes in what lies below it, and a part's name such as
        `clip` that part of any scene. Without `kinds` the steps within one making are left out."""
        return self._shop.store.happened(project=project, slot=slot, kinds=kinds, before=before, limit=limit)

    def latest(self) -> tuple[int, int]:
        """The number of the newest event and how many things are being made: a cheap look whether to look."""
        return self._shop.store.latest()

    def labels(self) -> dict[str, FilmLabel]:
        """Title and scenes of every film, the trash too, without planning any. The last changed first."""
        named = self._shop.store.named()
        texts = self._shop.outside.texts([name for film in named for name in (film.brief, film.storyboard) if name])
        found = {}
        for film in named:
            title = film.own_title or str(texts.get(film.brief, {}).get("title") or "") or film.title
            scenes = texts.get(film.storyboard, {}).get("scenes", [])
            numbers = {str(scene.get("id")): place for place, scene in enumerate(scenes, 1)}
            found[film.project] = FilmLabel(title=title, scenes=numbers, trashed=film.trashed)
        return found

    # ------------------------------------------------------------ the workspace

    @property
    def preferences(self) -> Preferences:
        """What is chosen for this workspace, as it is now. Raises BadInput where its file was spoiled."""
        return self._shop.house.preferences

    def prefer(self, **changes: Any) -> Preferences:
        """Choose, and keep it in the workspace's file; None goes back to the default. Raises BadInput, Refused."""
        if changes.get("models"):
            found, kept = self._shop.outside.catalogue(), self.preferences.models
            named = {role_of(role): resolve(str(model)) for role, model in changes["models"].items()}
            for role, model in named.items():
                if kept.get(role) != model:
                    checked(role, model, found)
            changes = {**changes, "models": named}
        return self._shop.house.prefer(changes)

    def storage(self) -> Storage:
        """How much the workspace holds. Looks at every file's name, so it takes a moment in a big one."""
        return Storage(data=self.data, free=shutil.disk_usage(self.data).free, **self._shop.store.sizes())

    def clear_cache(self) -> int:
        """Forget what only saves time, never a take; bytes freed. Raises Busy while a film is being made."""
        return self._shop.store.clear_cache()

    def providers(self) -> list[ProviderView]:
        """Who can be asked, and whether the key is there."""
        return [seen(provider) for _, provider in sorted(self._shop.outside.providers.items())]

    def test_provider(self, name: str) -> str:
        """Ask a provider for something tiny and free; what answered. Raises ProviderError, NotFound."""
        return self._provider(name).check()

    def compare_provider(self, name: str) -> Compared:
        """What a provider lists against the catalogue, which is free. Raises ProviderError, NotFound."""
        return compared(self._provider(name))

    def _provider(self, name: str) -> Provider:
        provider = self._shop.outside.providers.get(name)
        if provider is None:
            known = ", ".join(sorted(self._shop.outside.providers))
            raise NotFound(f"There is no provider {name!r}", remedy=f"There are {known}.")
        return provider

    def provided(self, provider: str) -> Provided:
        """The models that a provider gives a film, and the roles that this computer takes then. Raises BadInput."""
        return provided(provider, self._shop.outside.providers)

    def voices(self, language: str = "", *, model: str = "") -> list[VoiceView]:
        """The voices of a speech model, else of this computer's; those of one language where it is given (`en-GB`
        means `en`)."""
        wanted = language.partition("-")[0].lower()
        found = [voice for caps in self.models() if self._speaks(caps, model) for voice in caps.voices]
        return [voice for voice in found if not wanted or voice.language.partition("-")[0].lower() in (wanted, ANY)]

    def _speaks(self, caps: Caps, model: str) -> bool:
        return caps.id == model if model else caps.provider == LOCAL

    # ------------------------------------------------------------ what is there

    def models(self) -> list[Caps]:
        return list(self._shop.outside.catalogue().values())

    def stages(self) -> list[Stage]:
        return list(self._shop.outside.stages)

    def doctor(self) -> list[Check]:
        """What is installed, what is missing and how to get it."""
        holder = self.worker()
        return examine(
            self.data,
            providers=list(self._shop.outside.providers.values()),
            stages=self._shop.outside.stages,
            worker=holder.pid if holder else None,
        )

    def media(self, name: str) -> tuple[Path, str]:
        """Where a blob lies and its media type. Raises NotFound."""
        return self._shop.media(name)

    def thumbnail(self, name: str, width: int = 480) -> tuple[Path, str]:
        """A small WebP of a picture or of a clip, made once. Raises NotFound, MediaError."""
        return self._shop.thumbnail(name, width)

    def peaks(self, name: str, count: int) -> tuple[Path, str]:
        """An outline of sound as JSON: `count` numbers from 0 to 100, once. Raises BadInput, NotFound, MediaError."""
        return self._shop.peaks(name, count)

    def check_out(self, out: Path, *, force: bool = False) -> None:
        """Whether a film may be written to `out`. Raises BadInput, Refused."""
        self._shop.check_out(out, force=force)

    # ------------------------------------------------------------ work

    def worker(self) -> WorkerView | None:
        """Who works in this workspace, None when nobody does."""
        return self._shop.worker()

    def start_worker(self) -> None:
        """Start the worker as a process of its own, if nobody works here."""
        self._shop.start_worker()

    def work(
        self,
        *,
        until_idle: bool = False,
        stopped: Callable[[], bool] = _never,
        clients_gone: Callable[[], bool] = _never,
    ) -> None:
        """Be the worker of this workspace until stopped; until nothing is left, if asked or once its clients are gone.

        Raises Busy when somebody is it already.
        """
        again = False
        while True:
            try:
                with self._shop.working(rested=self._rested) as worker:
                    worker.wait(lambda: stopped() or ((until_idle or clients_gone()) and worker.idle), every=0.5)
                    left = datetime.now(UTC)
            except Busy:
                if again:
                    return
                raise
            if stopped() or not self._asked_since(left):
                return
            again = True

    def _asked_since(self, moment: datetime) -> bool:
        """Whether work was asked for while the worker was ending: who asked took it for one that still works."""
        changed = [row.id for row in self._shop.store.projects() if row.updated >= moment]
        return any(
            glance.records.project.wish is Wish.RUN and bool(glance.plan.runnable or glance.plan.adopt)
            for glance in self._shop.glances.all(changed)
        )

    def _rested(self, project_id: str) -> None:
        with suppress(VidpipeError):
            Project(self._shop, project_id).shelve()


def _titled(line: LedgerLine, labels: Mapping[str, FilmLabel]) -> LedgerLine:
    label = labels.get(line.project)
    return line.model_copy(update={"title": label.title}) if label else line


def _board(storyboard: Storyboard | Sequence[Scene | Mapping[str, Any]] | None) -> Storyboard | None:
    """A storyboard given as an object or as plain scenes; scenes without an id get one by their place."""
    if storyboard is None or isinstance(storyboard, Storyboard):
        return storyboard
    scenes = []
    for place, scene in enumerate(storyboard, 1):
        data = scene.plain() if isinstance(scene, Scene) else dict(scene)
        scenes.append({"id": f"scene{place:03d}", **data})
    try:
        return Storyboard.model_validate({"scenes": scenes})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"The storyboard cannot be used at {where}", remedy=first["msg"]) from error


def _short(prompt: str) -> str:
    """The prompt's first line as a title until the brief has a better one."""
    line = prompt.split("\n", 1)[0]
    return line if len(line) <= 60 else line[:59].rsplit(" ", 1)[0] + "…"
