"""The workspace's own settings: where it lies, who works in it, what it may use. From the environment and a file."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from vidpipe.errors import BadInput

CONFIG = "vidpipe.toml"


class Workspace(BaseSettings):
    """`VIDPIPE_…` in the environment, then `vidpipe.toml` in the workspace, then these defaults. Sizes in megabytes."""

    model_config = SettingsConfigDict(env_prefix="VIDPIPE_", extra="ignore")

    data: Path = Path("data")
    actor: str = ""
    database: str = ""
    parallel: Annotated[int, Field(ge=1, le=64)] = max(1, min(4, os.cpu_count() or 2))
    films_at_once: Annotated[int, Field(ge=1, le=64)] = 4
    child_memory_mb: Annotated[int, Field(ge=256)] = 4096
    disk_floor_mb: Annotated[int, Field(ge=0)] = 200

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


def open_workspace(data: str | Path | None, *, actor: str = "", database: str | None = None) -> Workspace:
    """The settings of the workspace at `data`, else of VIDPIPE_DATA, else of ./data. Raises BadInput."""
    given: dict[str, object] = {"data": Path(data)} if data else {}
    given |= {"actor": actor} if actor else {}
    given |= {"database": database} if database else {}
    try:
        found = Workspace(**given)  # type: ignore[arg-type]
    except (ValidationError, ValueError) as error:
        first = error.errors()[0]["loc"][0] if isinstance(error, ValidationError) else CONFIG
        raise BadInput(
            f"The workspace setting {first} cannot be read", remedy=f"Mend VIDPIPE_* or {CONFIG}."
        ) from error
    return found.model_copy(update={"data": found.data.expanduser().absolute()})
