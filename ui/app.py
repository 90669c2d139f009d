"""The web app. Pages are functions, one a file; Streamlit runs this script for every click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import activity, approvals, chat, connections, flows, month_end
from ui.bridge import bridge
from ui.navigation import flows_page, keep_fresh, month_end_page, waiting_count
from ui.sign_in import admitted, who

_HERE = Path(__file__).parent

st.set_page_config(page_title="Paymo Agent", page_icon=str(_HERE / "icon.svg"), layout="wide")
st.logo(str(_HERE / "icon.svg"), size="large")
st.html(_HERE / "style.css")

opened = bridge()
if not admitted(opened):
    st.stop()
waiting = waiting_count(opened)
approvals_title = f"Approvals ({waiting})" if waiting else "Approvals"
page = st.navigation(
    [
        st.Page(chat.page, title="Chat", icon=":material/chat:", default=True),
        month_end_page(month_end.page),
        st.Page(
            approvals.page,
            title=approvals_title,
            icon=":material/approval:",
            url_path="approvals",
        ),
        flows_page(flows.page),
        st.Page(activity.page, title="Activity", icon=":material/history:", url_path="activity"),
        st.Page(
            connections.page, title="Connections", icon=":material/cable:", url_path="connections"
        ),
    ]
)
keep_fresh(opened, waiting)
who(opened)
page.run()
