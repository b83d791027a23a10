"""A film to make sets from: two scenes written by hand, made on this computer or by a provider that is paid."""

from typing import Any

from vidpipe import Studio
from vidpipe.film.catalogue import Role
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project import Project

BOARD = Storyboard(
    scenes=(
        Scene(
            id="one1",
            frames=36,
            start_prompt="A tap drips",
            motion_prompt="A drop falls",
            narration="It drips",
            words="Drips",
            card="title",
        ),
        Scene(
            id="two2",
            frames=36,
            start_prompt="A dry sink",
            motion_prompt="Light moves",
            narration="It is dry",
            words="The end",
            card="end",
        ),
    )
)
HOOKS, CALLS = ("Fix leaks fast", "No more drips"), ("Call today", "Book online")


def without_previews(studio: Studio) -> Studio:
    """The studio without what is only looked at: animatic, mix and poster are made by other tests."""
    outside = studio._shop.outside
    object.__setattr__(outside, "stages", tuple(stage for stage in outside.stages if not stage.side))
    return studio


def base(studio: Studio, **asked: Any) -> Project:
    """The film, nothing of it made yet."""
    wanted = {"quality": "draft", "title": "Leaks", "language": "en", "music": False, "seed": 7}
    return studio.create("A plumber's film", storyboard=BOARD, **(wanted | asked))


def paid(studio: Studio, house: Any, **asked: Any) -> Project:
    """The film, with pictures and clips bought at a house; it has the roles of its models alone."""
    studio._shop.outside.providers[house.name] = house  # type: ignore[index]
    models = {caps.role.value: caps.id for caps in reversed(house.models()) if caps.role in (Role.IMAGE, Role.VIDEO)}
    return base(studio, models=models, narration=False, **asked)
