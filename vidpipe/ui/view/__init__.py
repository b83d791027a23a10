"""View-models: what a page shows of an overview, in words and numbers ready to be drawn. Pure.

They know nothing of Streamlit and nothing of HTML, so every state can be tested without a browser.
"""
