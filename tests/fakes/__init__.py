"""Far sides of the real providers: a real HTTP server on loopback, which the real SDKs talk to by base URL.

Written from the SDKs' source and the vendors' pages, so it can share our misreadings: a green run against it is no
proof of how a live service behaves.
"""
