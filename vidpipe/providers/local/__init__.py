"""The embedded provider: director, painter, animator, narrator, composer. Needs no key, no network; costs nothing.

A peer of the paid ones: same port, same catalogue, same contract tests. Deterministic by seed.
"""

from vidpipe.headless import prepare
from vidpipe.ports import Provider, Setup

prepare()


def provider(setup: Setup) -> Provider:
    """The local provider; what it computes with is imported at the first call of its kind."""
    from vidpipe.providers.local.peer import LocalProvider

    return LocalProvider()
