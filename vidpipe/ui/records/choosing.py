"""What a person chooses for all new films: money, gates, name, and how hard this computer works."""

from vidpipe.film.project import STAGES
from vidpipe.studio import Preferences
from vidpipe.ui import session, words
from vidpipe.ui.records import fields
from vidpipe.ui.view import typed
from vidpipe.ui.view.remedy import LADDERS


def money(chosen: Preferences) -> None:
    today = session.studio().spent_today()
    spent = f"{words.money(today)} of all films are spent or reserved today"
    _dollars(chosen, "project_budget_usd", "Budget of a new film", "It stops before a call that would pass this")
    _dollars(chosen, "day_budget_usd", "Budget of a day, all films", spent)
    _dollars(
        chosen,
        "ask_above_usd",
        "Ask above",
        "Acts that cost more ask once again; cheaper ones go at a click",
        none="$5",
    )


def _dollars(chosen: Preferences, name: str, label: str, help_: str, *, none: str = "No limit") -> None:
    amount = getattr(chosen, name)
    shows = "" if amount is None or name not in {*chosen.said, *chosen.fixed} else f"{amount:,.2f}".replace(",", "")
    fields.text(
        chosen,
        name,
        f"{label}, in dollars",
        shows=shows.removesuffix(".00"),
        read=typed.dollars,
        help_=help_,
        placeholder=none,
    )


def gates(chosen: Preferences) -> None:
    fields.many(
        chosen,
        "gates",
        "New films wait for you after",
        {stage: words.STEPS[stage] for stage in STAGES},
        shows=chosen.gates,
    )
    fields.one(
        chosen,
        "ladder",
        "When a provider refuses a clip of a new film",
        LADDERS,
        shows=chosen.ladder,
        read=str,
    )
    own = chosen.actor if chosen.actor != "me" else ""
    fields.text(
        chosen,
        "actor",
        "Your name",
        shows=own,
        read=typed.name,
        help_="Stands beside your approvals and picks",
        placeholder="me",
    )


def work(chosen: Preferences) -> None:
    fields.text(
        chosen,
        "parallel",
        "Pictures and clips at once",
        shows=str(chosen.parallel),
        read=typed.whole,
        help_="More is quicker while there are cores and memory; a worker at work hears it",
    )
    fields.text(
        chosen,
        "child_memory_mb",
        "Memory of each, in megabytes",
        shows=str(chosen.child_memory_mb),
        read=typed.whole,
        help_="One that needs more is ended, and says so",
    )
    fields.text(
        chosen,
        "kept_mb",
        "Kept to cut sooner, in megabytes",
        shows=str(chosen.kept_mb),
        read=typed.whole,
        help_="Parts of films that only save time: the oldest go beyond it, never a take",
    )
