"""A call of which nobody knows whether it was accepted, looked for at its provider."""

from typing import cast

from vidpipe.engine.outside import Outside
from vidpipe.errors import Refused
from vidpipe.ports import CallStage, Provider, Ticket
from vidpipe.take import Attempt


def looks_up(outside: Outside, model: str) -> Provider | None:
    """The provider of a model, where it can be asked for a job that is not known here."""
    provider = outside.providers.get(model.partition("/")[0])
    return provider if provider and provider.recovery == "lookup" else None


def look_up(outside: Outside, attempt: Attempt) -> Ticket | None:
    """The job of an attempt; None where there surely is none. Raises Refused, ProviderError."""
    provider, caps = looks_up(outside, attempt.recipe.model), outside.catalogue().get(attempt.recipe.model)
    if provider is None or caps is None:
        raise Refused(
            f"{attempt.recipe.model} cannot be asked for what it was sent",
            remedy="Look at the provider's own list, then say whether it was charged.",
        )
    stage = cast(CallStage, outside.stage(attempt.stage))
    planned = provider.plan(caps, stage.request(attempt.recipe, outside.texts(list(attempt.recipe.inputs.values()))))
    since = attempt.started or attempt.created
    return provider.lookup(caps, planned.request, since, outside.store.tickets(provider.name))
