"""The browser studio: view-models of what the façade says, and the Streamlit parts that show them.

It reads through `vidpipe.studio` and writes intents through it. It never runs a stage, never opens a file of a film
itself, and shows text from outside as text: HTML is made in `markup` alone.
"""
