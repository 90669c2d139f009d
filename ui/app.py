"""The web app. Pages are functions, one a file; Streamlit runs this script for every click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.bridge import bridge
from ui.navigation import (
    approvals_page,
    chat_page,
    flows_page,
    keep_fresh,
    month_end_page,
    page,
    waiting_cards,
)
from ui.sign_in import admitted, who

_HERE = Path(__file__).parent

st.set_page_config(page_title="Paymo Agent", page_icon=str(_HERE / "icon.svg"), layout="wide")
st.logo(str(_HERE / "icon.svg"), size="large")
st.html(_HERE / "style.css")

opened = bridge()
if not admitted(opened):
    st.stop()
waiting = waiting_cards(opened)
current = st.navigation(
    [
        chat_page(),
        month_end_page(),
        approvals_page(len(waiting)),
        flows_page(),
        page("activity", "Activity", "history"),
        page("connections", "Connections", "cable"),
    ]
)
keep_fresh(opened, waiting)
who(opened)
current.run()
