"""The two pages with the headers that a deployment sends, in every answer."""

import streamlit as st
from starlette.middleware import Middleware

from deploy.headers import SendHeaders

app = st.App("two_pages.py", middleware=[Middleware(SendHeaders)])
