"""Pictures, clips and sound: the only place that runs ffmpeg (through process.py) or decodes media.

Knows film nouns, errors and library; may not know stages, engine, store, net, providers or any page.
"""

from vidpipe.headless import prepare

prepare()
