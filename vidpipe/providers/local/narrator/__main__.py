"""`python -m vidpipe.providers.local.narrator JOB.json`: the child process. Answers in JSON on stdout.

The job: {"lines": [line, ...], "threads": 2}. The answer: {"lines": [answer, ...]}, or {"error": {kind, message,
remedy}}.
"""

import json
import sys
from pathlib import Path
from typing import Any

from vidpipe.errors import ProviderError
from vidpipe.providers.local.narrator.lines import Line
from vidpipe.providers.local.narrator.reading import Reader


def main(job: Path) -> dict[str, Any]:
    """Do a job and say what came of it; what is wrong with the job or the installation is an answer, not a crash."""
    asked = json.loads(job.read_text(encoding="utf-8"))
    try:
        reader = Reader(threads=asked["threads"])
        return {"lines": [reader.read(Line.model_validate(line)) for line in asked["lines"]]}
    except ProviderError as error:
        return {"error": {"kind": error.kind.value, "message": error.message, "remedy": error.remedy}}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
