"""One file or folder = one provider of models, behind ports.Provider. Errors are ProviderErrors of seven kinds.

A new provider is one new module here with a `provider()`; `registry` finds it. SDKs are imported in their file, lazily.
"""
