"""The HTTP API, mounted at /api by the studio's door: is it alive, which films there are, how one stands.

A film is ordered by one address; all else reads through the façade and changes nothing. Addresses of media are the
studio's own routes.
"""

from vidpipe.api.endpoints import api

__all__ = ["api"]
