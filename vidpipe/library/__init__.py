"""Data that the parts read: beats, models, pictograms, fonts, voices. Each vendored thing lies beside its licence.

No code may live here: a folder of data has an owner elsewhere that reads it.
"""
