"""Google behind the provider port: Gemini, Omni, Lyria with an API key, Veo on the platform for enterprises.

What is sent and what comes back are pure functions of their theme; `client` is the only file that knows the SDK.
"""

from vidpipe.ports import Provider, Setup


def provider(setup: Setup) -> Provider:
    """The provider; its SDK is imported at the first call."""
    from vidpipe.providers.google.peer import GoogleProvider

    return GoogleProvider(setup)
