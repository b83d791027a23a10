"""Puts the studio's door into the wheel beside its pages; an editable installation uses the checkout's own."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StudioDoor(BuildHookInterface[Any]):
    """Runs within the build of a wheel. hatchling renames folders by its configuration alone, single files by this."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["app.py"] = "vidpipe/_app/app.py"
