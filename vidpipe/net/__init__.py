"""The only outbound fetch of an address that a person gave. Providers speak to their own services themselves.

Nothing here may follow an address to this machine or its network, or keep what it fetched.
"""
