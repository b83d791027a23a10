"""The workspace's own settings: where it lies, who works in it, what it may use and what new films begin with.

They come from the environment and from a file in the workspace, and are read again when that file has changed.
"""

import ipaddress
import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from vidpipe.errors import BadInput, Broken, Busy, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.noun import Name, Noun
from vidpipe.film.project import STAGES
from vidpipe.ports import Setup
from vidpipe.providers import keys
from vidpipe.store.disk import in_words, sync_folder, write_synced
from vidpipe.store.locks import FOLDER, OsLock

LOG = logging.getLogger("vidpipe.workspace")
CONFIG = "vidpipe.toml"
PREFIX = "VIDPIPE_"
MICROS = 1_000_000
LOCK_SECONDS = 10.0
SERVER_KEYS = ("VIDPIPE_SERVER_KEY", "SERVER_API_KEY")
"""Where the key of a server of one's own stands, if it wants one."""
LACKS = ("responses", "schema", "usage")
"""What a server of one's own may not be able to do."""

Dollars = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class Preferred(BaseModel):
    """What a person may choose for a workspace. Money in dollars (None: no limit), sizes in megabytes.

    `kept_mb` is what pieces and other parts of films may take up that only save time: the oldest go beyond it.
    """

    actor: Name = ""
    gates: Annotated[tuple[str, ...], NoDecode] = ("storyboard",)
    models: Annotated[dict[Role, str], NoDecode] = Field(default_factory=dict)
    ladder: Literal["off", "ask", "auto"] = "ask"
    project_budget_usd: Dollars | None = None
    day_budget_usd: Dollars | None = None
    ask_above_usd: Dollars = 5.0
    parallel: Annotated[int, Field(ge=1, le=64)] = max(1, min(4, os.cpu_count() or 2))
    films_at_once: Annotated[int, Field(ge=1, le=64)] = 4
    child_memory_mb: Annotated[int, Field(ge=256, le=1_000_000)] = 4096
    disk_floor_mb: Annotated[int, Field(ge=0, le=100_000_000)] = 200
    kept_mb: Annotated[int, Field(ge=100, le=100_000_000)] = 20_000
    google_project: Name = ""
    server_url: Name = ""
    server_models: Annotated[tuple[Name, ...], NoDecode] = ()
    server_lacks: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("gates", "server_models", "server_lacks", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        """The environment says `storyboard,clips`, the file a list."""
        return [word.strip() for word in given.split(",") if word.strip()] if isinstance(given, str) else given

    @field_validator("gates")
    @classmethod
    def _in_order(cls, gates: tuple[str, ...]) -> tuple[str, ...]:
        for gate in gates:
            if gate not in STAGES:
                raise ValueError(f"{gate!r} is no stage; the stages are {', '.join(STAGES)}")
        return tuple(stage for stage in STAGES if stage in gates)

    @field_validator("server_lacks")
    @classmethod
    def _lacking(cls, lacks: tuple[str, ...]) -> tuple[str, ...]:
        for word in lacks:
            if word not in LACKS:
                raise ValueError(f"{word!r} is nothing a server is known to lack; say some of {', '.join(LACKS)}")
        return tuple(word for word in LACKS if word in lacks)

    @field_validator("server_url")
    @classmethod
    def _server(cls, address: str) -> str:
        return checked_address(address, keyed=keys.key(*SERVER_KEYS) is not None)

    @field_validator("models", mode="before")
    @classmethod
    def _paired(cls, given: object) -> object:
        """The environment says `image=local/painter-1,video=…`, the file a table."""
        if not isinstance(given, str):
            return given
        pairs = [pair.partition("=") for pair in given.split(",") if pair.strip()]
        return {role.strip(): model.strip() for role, _, model in pairs}


class Preferences(Preferred, Noun):
    """The choices as they are now. `fixed`: those that something stronger than the file sets, and what that is.

    `said` are the names that anybody chose; the others are defaults.
    """

    fixed: dict[str, str] = Field(default_factory=dict)
    said: frozenset[str] = frozenset()


class Workspace(Preferred, BaseSettings):
    """`VIDPIPE_…` in the environment, then `vidpipe.toml` in the workspace, then these defaults. Sizes in megabytes.

    Addresses and versions of providers are their own where nothing is said. `haste` divides every wait for a provider
    (between tries, between looks at a job, until a deadline): for tests and benchmarks with a far side of their own,
    never for a real one.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    data: Path = Path("data")
    database: str = ""
    haste: Annotated[float, Field(ge=1, le=1000, allow_inf_nan=False)] = 1.0
    google_url: str = ""
    google_version: Name = ""
    google_location: Name = ""
    openai_url: str = ""
    replicate_url: str = ""
    replicate_models: Annotated[tuple[Name, ...], NoDecode] = ()

    @field_validator("replicate_models", mode="before")
    @classmethod
    def _further(cls, given: object) -> object:
        return cls._listed(given)

    @field_validator("google_url", "openai_url", "replicate_url")
    @classmethod
    def _guarded(cls, address: str) -> str:
        """A key goes to each of these."""
        return checked_address(address, keyed=True)

    @property
    def setup(self) -> Setup:
        """What providers are set up with besides their keys."""
        return Setup.model_validate({name: getattr(self, name) for name in Setup.model_fields})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = init_settings().get("data")
        folder = Path(str(given or os.environ.get("VIDPIPE_DATA") or "data"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, folder / CONFIG)


CHOICES = tuple(Preferred.model_fields)


def checked_address(address: str, *, keyed: bool) -> str:
    """The address of a provider without a slash at its end. Raises ValueError where it is none, or where a key would
    be sent for everybody on the way to read."""
    address = address.strip().rstrip("/")
    if not address:
        return ""
    found = urlsplit(address)
    if found.scheme not in ("http", "https") or not found.hostname or found.query or found.fragment:
        raise ValueError("is no address; write it as https://host/path")
    if found.username or found.password:
        raise ValueError("has a name or a password in it; take it out, and give a key in the environment")
    if keyed and found.scheme == "http" and not _loopback(found.hostname):
        raise ValueError("would send your key unencrypted; use https, or an address of this computer")
    return address


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Storage(Noun):
    """How much the workspace holds, in bytes. `blobs` is what films reach, `cache` what clearing it would free."""

    data: Path
    blobs: int
    cache: int
    database: int
    scratch: int
    free: int


def open_workspace(data: str | Path | None, *, actor: str = "", database: str | None = None) -> Workspace:
    """The settings of the workspace at `data`, else of VIDPIPE_DATA, else of ./data. Raises BadInput."""
    given: dict[str, object] = {"data": Path(data)} if data else {}
    given |= {"actor": actor} if actor else {}
    given |= {"database": database} if database else {}
    try:
        found = Workspace(**given)  # type: ignore[arg-type]
    except (ValidationError, ValueError) as error:
        name, said = _at_fault(error)
        raise BadInput(
            f"The workspace setting {name} cannot be read{said}", remedy=f"Mend VIDPIPE_* or {CONFIG}."
        ) from error
    return found.model_copy(update={"data": found.data.expanduser().absolute()})


SAYS = ("is ", "has ", "would ")
"""How our own words about an address begin."""


def _at_fault(error: ValueError) -> tuple[str, str]:
    """Which setting is wrong, and what is wrong with it where we have words for that."""
    if not isinstance(error, ValidationError):
        return CONFIG, ""
    first = error.errors(include_input=False)[0]
    said = str(first["msg"]).removeprefix("Value error, ") if first["type"] == "value_error" else ""
    return str(first["loc"][0]), f": it {said}" if said.startswith(SAYS) else ""


class House:
    """A workspace's settings while it is open: always as the file says now, in this process and in a worker's."""

    def __init__(self, data: str | Path | None, *, actor: str = "", database: str | None = None) -> None:
        """Raises BadInput."""
        self._actor = actor
        self._first = open_workspace(data, actor=actor, database=database)
        self.data = self._first.data
        self._seen, self._known = self._mark(), self._first
        self._turn = threading.Lock()

    @property
    def file(self) -> Path:
        return self.data / CONFIG

    @property
    def now(self) -> Workspace:
        """Read again where the file has changed. Raises BadInput when it cannot be understood any more."""
        mark = self._mark()
        if mark != self._seen:
            found = open_workspace(self.data, actor=self._actor, database=self._first.database)
            self._seen, self._known = mark, found
        return self._known

    @property
    def settled(self) -> Workspace:
        """As `now`, but a file that somebody is spoiling leaves things as they were: for what cannot wait or fail."""
        try:
            return self.now
        except BadInput as error:
            LOG.warning("%s; the settings stay as they were", error)
            return self._known

    def day_budget(self) -> int | None:
        """Micro-dollars that all films together may spend on one day, None without a limit. Raises BadInput."""
        dollars = self.now.day_budget_usd
        return None if dollars is None else round(dollars * MICROS)

    @property
    def preferences(self) -> Preferences:
        """Raises BadInput."""
        now = self.now
        chosen = {name: getattr(now, name) for name in CHOICES}
        said = frozenset(CHOICES) & now.model_fields_set
        return Preferences.model_construct(**chosen, fixed=self._fixed(), said=said)

    def _fixed(self) -> dict[str, str]:
        environment = {name.upper() for name in os.environ}
        fixed = {name: PREFIX + name.upper() for name in CHOICES if PREFIX + name.upper() in environment}
        return fixed | ({"actor": "the command line"} if self._actor else {})

    def prefer(self, changes: Mapping[str, Any]) -> Preferences:
        """Write choices to the file, whatever else stands in it; None goes back to the default.

        Raises BadInput for a choice that cannot be, Refused for one that the environment makes, and writes nothing.
        """
        self._check(changes)
        lock = OsLock(self.data / FOLDER / "settings.lock")
        with self._turn, in_words():
            if not lock.acquire(wait=LOCK_SECONDS):
                raise Busy("another process is changing the settings", remedy="Try again in a moment")
            try:
                self._write(changes)
            finally:
                lock.release()
        return self.preferences

    def _check(self, changes: Mapping[str, Any]) -> None:
        unknown = sorted(set(changes) - set(CHOICES))
        if unknown:
            raise BadInput(f"There is no setting {unknown[0]!r}", remedy=f"Settings are {', '.join(CHOICES)}.")
        for name, by in self._fixed().items():
            if name in changes:
                raise Refused(f"{by} sets this", remedy="Take it away there to choose here.")
        try:
            Preferred.model_validate({name: value for name, value in changes.items() if value is not None})
        except ValidationError as error:
            raise _refusal(error) from error

    def _write(self, changes: Mapping[str, Any]) -> None:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        try:
            sheet = tomlkit.parse(text)
        except TOMLKitError as error:
            raise Broken(f"{CONFIG} in the workspace cannot be read", remedy=f"Mend it: {error}") from error
        for name, value in changes.items():
            if value is None:
                sheet.pop(name, None)
            else:
                sheet[name] = _plain(value)
        draft = self.file.with_name(f".{CONFIG}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        write_synced(draft, tomlkit.dumps(sheet).encode())
        draft.replace(self.file)
        sync_folder(self.data)

    def _mark(self) -> tuple[int, int, int]:
        """What tells one state of the file from another without reading it."""
        try:
            found = os.stat(self.file)
        except FileNotFoundError:
            return 0, 0, 0
        return found.st_mtime_ns, found.st_size, found.st_ino


def _plain(value: Any) -> Any:
    """A choice as TOML says it."""
    if isinstance(value, Mapping):
        return {Role(role).value: str(model) for role, model in value.items()}
    if isinstance(value, tuple | list):
        return [str(item) for item in value]
    return value


def _refusal(error: ValidationError) -> BadInput:
    """What is wrong with a choice, in words a person can use."""
    first = error.errors()[0]
    name = str(first["loc"][0])
    said = str(first["msg"]).removeprefix("Value error, ")
    said = f"It {said}" if said.startswith(SAYS) else said
    return BadInput(f"{str(first['input'])[:40]!r} cannot be used here", remedy=REMEDIES.get(name, f"{said}."))


_MONEY = "Give dollars, 0 or more, or nothing for no limit."
REMEDIES = {
    "actor": "Write a name of at most 160 signs on one line.",
    "project_budget_usd": _MONEY,
    "day_budget_usd": _MONEY,
    "ask_above_usd": "Give dollars, 0 or more.",
    "parallel": "Give a whole number from 1 to 64.",
    "films_at_once": "Give a whole number from 1 to 64.",
    "child_memory_mb": "Give megabytes, from 256.",
    "disk_floor_mb": "Give megabytes, 0 or more.",
    "kept_mb": "Give megabytes, 100 or more.",
    "gates": f"Use some of {', '.join(STAGES)}.",
    "ladder": "Use off, ask or auto.",
    "google_project": "Write the project's id as the platform shows it, on one line.",
    "server_models": "Write the models' names with commas between them; role:name for another role than words.",
}
