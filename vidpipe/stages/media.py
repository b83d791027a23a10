"""The one file that a provider made, as a draft: nothing, or a thing of another kind, is refused here."""

from vidpipe.errors import Kind, ProviderError
from vidpipe.ports import Draft, Result


def only_output(result: Result, kind: str) -> Draft:
    """The result's first file. Raises ProviderError (invalid) when there is none, or it is no `kind`."""
    if not result.outputs:
        raise ProviderError(
            Kind.INVALID, "The model answered without a file", remedy="Try again or choose another model."
        )
    output = result.outputs[0]
    if not output.mime.startswith(kind):
        raise ProviderError(
            Kind.INVALID, f"The model answered with {output.mime} in place of {kind}*", remedy="Choose another model."
        )
    return Draft(mime=output.mime, path=output.path, digest=output.digest, meta=output.meta)
