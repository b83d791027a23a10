"""Ids of projects."""

import secrets

ID_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_id() -> str:
    """A project's id: ten letters and digits that are hard to mistake for one another."""
    return "".join(secrets.choice(ID_SIGNS) for _ in range(10))
