"""At a glance."""
import streamlit as st
from components.ui import frame
frame.guard()
st.title("At a glance")
