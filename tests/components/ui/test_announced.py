"""What is read out after a choice: the words as they are sent, and the script that says them."""

import re

from components.ui.frame import announced


def test_a_title_and_a_lead_are_sent_as_words_beside_our_own_script():
    sent = announced('Where <b>"x"</b>', "In **2025** more & less.")
    assert 'data-title="Where &lt;b&gt;&quot;x&quot;&lt;/b&gt;"' in sent
    assert 'data-lead="In 2025 more &amp; less."' in sent
    assert re.search(r'<script src="app/static/announce\.js\?v=[0-9a-f]{8}"></script>$', sent)
    assert re.sub(r"<(/?span|/?script)[^>]*>", "", sent) == ""
