"""The web app. Pages are functions, one a file; Streamlit runs this script for every click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import chat

_HERE = Path(__file__).parent

st.set_page_config(page_title="Paymo Agent", page_icon=str(_HERE / "icon.svg"), layout="wide")
st.logo(str(_HERE / "icon.svg"), size="large")
st.html(_HERE / "style.css")
st.navigation([st.Page(chat.page, title="Chat", icon=":material/chat:", default=True)]).run()
