"""What can be chosen on each page, a module each: `chosen(data, choose)` asks for every choice in
its place and gives the page's view.
"""
