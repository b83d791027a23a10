"""`vidpipe lab`: the Prompt Lab on the command line, one file a theme.

May import the façade, the nouns and the rest of the command line; may not reach below the façade, and loads only what
a command needs.
"""
