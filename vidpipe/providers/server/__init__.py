"""A server of one's own that speaks OpenAI's dialect: Ollama, vLLM, LM Studio and others, by its address."""

from vidpipe.ports import Provider, Setup


def provider(setup: Setup) -> Provider:
    """The provider; it offers no models while it has no address."""
    from vidpipe.providers.server.peer import ServerProvider

    return ServerProvider(setup)
