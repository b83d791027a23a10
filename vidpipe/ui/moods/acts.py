"""What a person does about moods, as intents."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vidpipe.ui import session

if TYPE_CHECKING:
    from vidpipe.studio import Project


def choose(film: "Project", number: int) -> None:
    """Have the film made in this direction. It is approved at the gate, where going on has its price."""
    _send(film, f"choose/{number}", lambda film: film.choose_mood(number, approve=False))


def another(film: "Project", numbers: list[int], note: str) -> None:
    """Other directions in the place of these; of all without numbers."""
    _send(film, f"another/{numbers}", lambda film: film.reroll_moods(numbers, note=note))


def mix(film: "Project", one: int, other: int, note: str) -> None:
    _send(film, f"mix/{one}+{other}", lambda film: film.mix_moods(one, other, note=note))


def change(film: "Project", number: int, changes: Mapping[str, Any]) -> None:
    """Change a direction by hand. Raises what the façade raises: fields say it beside themselves."""
    film.edit_mood(number, **changes)
    film.wake()


def repaint(film: "Project", number: int) -> None:
    """Paint again what was painted from other words."""
    _send(film, f"repaint/{number}", lambda film: film.repaint_mood(number))


def again(film: "Project", slots: list[str]) -> None:
    """Try again what failed."""

    def act(film: "Project") -> None:
        for slot in slots:
            film.retry(slot)
        film.wake()

    _send(film, f"again/{slots}", act)


def colours(film: "Project", number: int, place: int) -> None:
    def act(film: "Project") -> None:
        film.colours_from(number, place)
        film.wake()

    _send(film, f"colours/{number}/{place}", act)


def drop(film: "Project", number: int) -> None:
    _send(film, f"drop/{number}", lambda film: film.drop_mood(number))


def bring(film: "Project", number: int, data: bytes, name: str) -> None:
    _send(film, f"bring/{number}/{name}", lambda film: film.bring_mood_picture(number, data, name=name))


def offer(film: "Project") -> None:
    """Have moods for a film that was made without."""

    def act(film: "Project") -> None:
        film.change(moods="on")
        film.start()

    _send(film, "offer", act)


def _send(film: "Project", name: str, act: session.Act) -> None:
    session.intent(film, act, name=f"moods/{name}/{session.turn()}")
