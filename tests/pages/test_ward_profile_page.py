"""Ward profile opened by its address, as a link from elsewhere does, in the partner's edition."""

from tests.pages.opening import blocks, opened, said


def test_a_link_leads_to_a_ward_of_either_set(partner):
    app = opened("ward_profile", wards="2024", ward="E05015603")
    assert app.title[0].value.startswith("High Street’s recorded crime rate")
    assert app.selectbox(key="wards").value == "2024"
    assert "approximate" in said(app)
    assert any('class="profile"' in block for block in blocks(app))
    assert len(app.get("vega_lite_chart")) == 4  # where it lies, and three figures
    files = [one for one in app.get("download_button") if one.proto.label == "Table as CSV"]
    assert len(files) == sum(">Source: " in block for block in blocks(app)) == 5
