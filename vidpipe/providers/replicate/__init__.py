"""Replicate: any of its models by the schema that the model publishes, one job for each request.

May not know slots, films or other providers. Its token goes to its own address and nowhere else.
"""

from vidpipe.ports import Provider, Setup


def provider(setup: Setup) -> Provider:
    from vidpipe.providers.replicate.peer import ReplicateProvider

    return ReplicateProvider(setup)
