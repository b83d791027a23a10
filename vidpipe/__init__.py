"""vidpipe turns a sentence into a finished short film. The public names, each imported when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vidpipe.errors import (
        BadInput,
        Broken,
        BudgetReached,
        Busy,
        Corrupt,
        Kind,
        LimitReached,
        MediaError,
        NewerData,
        NotFound,
        ProviderError,
        Refused,
        Stopped,
        VidpipeError,
    )
    from vidpipe.film.brief import Brief, CastMember, FilmKind
    from vidpipe.film.format import Aspect, Quality
    from vidpipe.film.storyboard import Camera, Joint, Move, Scene, ShotSize, Storyboard, Style, Transition
    from vidpipe.project import Project
    from vidpipe.studio import Studio

__version__ = "0.1.0"

_HOME = {
    "vidpipe.errors": (
        "BadInput Broken BudgetReached Busy Corrupt Kind LimitReached MediaError NewerData NotFound ProviderError "
        "Refused Stopped VidpipeError"
    ),
    "vidpipe.film.brief": "Brief CastMember FilmKind",
    "vidpipe.film.format": "Aspect Quality",
    "vidpipe.film.storyboard": "Camera Joint Move Scene ShotSize Storyboard Style Transition",
    "vidpipe.project.film": "Project",
    "vidpipe.studio": "Studio",
}
_WHERE = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = [
    "Aspect",
    "BadInput",
    "Brief",
    "Broken",
    "BudgetReached",
    "Busy",
    "Camera",
    "CastMember",
    "Corrupt",
    "FilmKind",
    "Joint",
    "Kind",
    "LimitReached",
    "MediaError",
    "Move",
    "NewerData",
    "NotFound",
    "Project",
    "ProviderError",
    "Quality",
    "Refused",
    "Scene",
    "ShotSize",
    "Stopped",
    "Storyboard",
    "Studio",
    "Style",
    "Transition",
    "VidpipeError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'vidpipe' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
