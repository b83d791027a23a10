"""Text → prompt: what a person typed, as it is. Stands last, since it reads everything."""

from typing import Any


class PromptSource:
    name, title, order = "prompt", "A sentence or a paragraph", 100

    def reads(self, given: str) -> bool:
        return True

    def asked(self, given: str) -> dict[str, Any]:
        return {"prompt": given}


SOURCE = PromptSource()
