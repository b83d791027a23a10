"""OpenAI behind the provider port, and what any server of its dialect needs too.

What is sent and what comes back are pure functions of their theme; `line` is the only file that knows the SDK.
"""

from vidpipe.ports import Provider, Setup


def provider(setup: Setup) -> Provider:
    """The provider; its SDK is imported at the first call."""
    from vidpipe.providers.openai.peer import OpenAIProvider

    return OpenAIProvider(setup)
