"""The HTTP API, mounted at /api by the studio's door: is it alive, which films there are, how one stands.

It reads through the façade and changes nothing; addresses of media are the studio's own routes.
"""

from vidpipe.api.endpoints import api

__all__ = ["api"]
