"""One tiny film a provider, really made and really paid, within a limit: what `providers check --live-smoke` does.

They are films like any other, so that every call stands in the ledger, and go to the trash afterwards.
"""

from typing import TYPE_CHECKING, Any

from vidpipe.errors import VidpipeError
from vidpipe.film.catalogue import Role

if TYPE_CHECKING:
    from vidpipe.studio import ProviderView, Studio

MICROS = 1_000_000
IDEA = "A paper boat on a pond"


def smoke(studio: "Studio", providers: "list[ProviderView]", cap: float) -> list[dict[str, Any]]:
    """Make one with each; all of them together cost no more than `cap` dollars."""
    left, answers = round(cap * MICROS), []
    for view in providers:
        answer, spent = _one(studio, view, left)
        left -= spent
        answers.append(answer)
    return answers


def _one(studio: "Studio", view: "ProviderView", left: int) -> tuple[dict[str, Any], int]:
    """Words where the provider writes, else two small pictures; what came of it and what it may have cost."""
    until = "brief" if Role.TEXT in studio.provided(view.name).models else "keyframes"
    try:
        film = studio.create(
            IDEA,
            title=f"Test of {view.title}",
            provider=view.name,
            duration=3,
            quality="draft",
            until=until,
            gates=(),
            budget_usd=left / MICROS,
        )
        now = film.run()
        film.trash()
    except VidpipeError as error:
        return {"provider": view.name, "ok": False, "said": error.message, "remedy": error.remedy}, 0
    spent = now.spent + now.reserved
    failed = "; ".join(now.waiting[:1])
    said = failed or f"made {'words' if until == 'brief' else 'pictures'} for ${spent / MICROS:.4f}"
    return {"provider": view.name, "ok": not failed, "said": f"really asked: {said}", "cost_usd": spent / MICROS}, spent
