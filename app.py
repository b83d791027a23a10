"""The studio's door: `streamlit run app.py` serves the pages, the HTTP API under /api and media, on one port.

It holds nothing: pages are in `pages/`, what they are made of in `vidpipe/ui/`.
"""

import streamlit as st
from streamlit import runtime

from vidpipe.ui import session
from vidpipe.ui.door import enter, lifespan, routes
from vidpipe.ui.packing import middleware

if runtime.exists():
    enter()
else:
    from starlette.routing import Mount

    from vidpipe.api import api

    app = st.App(
        __file__, routes=[Mount("/api", api(session.studio)), *routes()], lifespan=lifespan, middleware=middleware()
    )
