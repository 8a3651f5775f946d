"""What each screen says: title, sentence, picture and table made from the numbers, without
Streamlit.
"""
