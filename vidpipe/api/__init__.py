"""HTTP for programs: every endpoint calls the façade and answers JSON, errors in one shape.

It may not know stages, engine, store or providers, nor the pages.
"""
