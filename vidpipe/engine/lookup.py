"""A call of which nobody knows how it ended, looked for at its provider."""

from datetime import UTC, datetime
from typing import cast

from vidpipe.engine.outside import Outside
from vidpipe.errors import Refused
from vidpipe.ports import CallStage, Provider, Ticket
from vidpipe.take import Attempt


def asked_at(outside: Outside, attempt: Attempt | None) -> str:
    """The name of the provider that can be asked what became of an attempt; '' where none can."""
    provider = _provider(outside, attempt) if attempt else None
    return provider.title if provider and attempt and (attempt.ticket or provider.recovery == "lookup") else ""


def _provider(outside: Outside, attempt: Attempt) -> Provider | None:
    return outside.providers.get(attempt.recipe.model.partition("/")[0])


def look_up(outside: Outside, attempt: Attempt) -> Ticket | None:
    """The job of an attempt; None where there surely is none. Raises Refused, ProviderError."""
    if attempt.ticket:
        return Ticket.model_validate(attempt.ticket)
    provider, caps = _provider(outside, attempt), outside.catalogue().get(attempt.recipe.model)
    if provider is None or caps is None or provider.recovery != "lookup":
        raise Refused(
            f"{attempt.recipe.model} cannot be asked for what it was sent",
            remedy="Look at the provider's own list, then say whether it was charged.",
        )
    stage = cast(CallStage, outside.stage(attempt.stage))
    texts = outside.texts(list(attempt.recipe.inputs.values()))
    planned = provider.plan(caps, stage.request(attempt.recipe, texts))
    since = attempt.started or attempt.created
    found = provider.lookup(caps, planned.request, since, outside.store.tickets(provider.name))
    if found is None and _fresh(outside, attempt):
        raise Refused(f"{provider.title} does not show it yet", remedy="A job may show late: look again in a minute.")
    return found


def _fresh(outside: Outside, attempt: Attempt) -> bool:
    """Whether it was sent so lately that its job need not show yet."""
    since = attempt.ended or attempt.started or attempt.created
    return (datetime.now(UTC) - since).total_seconds() < outside.pace.real(outside.pace.grace)
