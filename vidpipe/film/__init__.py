"""The nouns of a film, as frozen pydantic models: what is in a brief, a storyboard, a cut. No IO, no clock, no chance.

Time is integer frames at the project's rate; seconds appear only where a person types or reads them.
"""
