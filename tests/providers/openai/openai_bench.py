"""What the tests of OpenAI share: the dialect of its far side, and a key that may be seen nowhere."""

from fakes.openai import OpenAI

KEY = "sk-proj-canary-of-the-openai-tests"
DIALECT = OpenAI()
