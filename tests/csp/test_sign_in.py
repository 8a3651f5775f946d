"""Who may sign in: exact addresses, verified ones alone, and only for some hours."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp import sign_in
from csp.errors import SettingsError
from csp.sign_in import SignIn, judged, plain_address, provider_faults, verified_address

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
RULES = SignIn(domains=("council.example.gov.uk",), addresses=("a.name@police.example",), hours=8)
MICROSOFT = "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0"


def claims(email: object = "an.officer@council.example.gov.uk", **others: object) -> dict:
    at = (NOW - timedelta(hours=1)).timestamp()
    return {
        "email": email,
        "email_verified": True,
        "iat": at,
        "iss": "https://id.example",
        **others,
    }


@pytest.mark.parametrize(
    "email",
    [
        "an.officer@council.example.gov.uk",
        "An.Officer@Council.Example.GOV.UK",
        "a.name@police.example",
        "A.Name@police.EXAMPLE",
        "o'brien+duty@council.example.gov.uk",
    ],
)
def test_who_is_named_is_in_whatever_the_capitals(email):
    visitor = judged(claims(email), RULES, NOW)
    assert (visitor.standing, visitor.address) == ("in", email.lower())
    assert visitor.ends == NOW + timedelta(hours=7)


@pytest.mark.parametrize(
    "email",
    [
        "x@sub.council.example.gov.uk",  # below
        "x@example.gov.uk",  # above
        "x@evilcouncil.example.gov.uk",
        "x@council.example.gov.uk.evil.example",
        "x@council-example.gov.uk",
        "x@council.examp1e.gov.uk",
        "x@xn--council-example.gov.uk",
        "another@police.example",
        "aname@police.example",
        "a.name@police.example.com",
        "a.name+x@police.example",
    ],
)
def test_what_is_like_a_named_address_is_another(email):
    assert judged(claims(email), RULES, NOW).standing == "not allowed"


@pytest.mark.parametrize(
    "email",
    [
        "x@council.еxample.gov.uk",  # a Cyrillic letter
        "а.name@police.example",  # another
        "x@council.example.gov.uk\u200b",
        "x@council．example．gov．uk",  # dots of another kind
        "İ@council.example.gov.uk",
        "x@evil.example@council.example.gov.uk",
        "x@council.example.gov.uk@evil.example",
        '"x@evil.example "@council.example.gov.uk',
        "x@council.example.gov.uk ",
        " x@council.example.gov.uk",
        "x@council.example.gov.uk\n",
        "x@council.example.gov.uk\0",
        "x@council.example.gov.uk.",
        "x@.council.example.gov.uk",
        "x@council..example.gov.uk",
        "x,y@council.example.gov.uk",
        "<x@council.example.gov.uk>",
        "x y@council.example.gov.uk",
        "@council.example.gov.uk",
        "council.example.gov.uk",
        ".x@council.example.gov.uk",
        "x" * 300 + "@council.example.gov.uk",
        "",
        None,
        ["x@council.example.gov.uk"],
        {"x@council.example.gov.uk": 1},
        True,
    ],
)
def test_what_is_no_plain_address_is_nobody(email):
    visitor = judged(claims(email), RULES, NOW)
    assert (visitor.standing, visitor.address) == ("unverified", "")


@pytest.mark.parametrize("said", [False, None, "true", "True", 1, "1", [], "false", 0])
def test_an_address_that_the_provider_has_not_verified_is_nobodys(said):
    assert verified_address(claims(email_verified=said)) == ""
    without = claims()
    del without["email_verified"]
    assert verified_address(without) == ""


@pytest.mark.parametrize("said", [True, 1, "1", "true"])
def test_microsoft_verifies_in_a_word_of_its_own_which_is_nobody_elses(said):
    mine = claims(iss=MICROSOFT, xms_edov=said)
    del mine["email_verified"]
    assert verified_address(mine) == "an.officer@council.example.gov.uk"
    assert verified_address({**mine, "iss": "https://login.microsoftonline.com.evil.example"}) == ""
    assert verified_address({**mine, "iss": None}) == ""
    assert verified_address({**mine, "email_verified": False}) == ""
    for other in (False, 0, "0", "false", None, "yes"):
        assert verified_address({**mine, "xms_edov": other}) == ""


@pytest.mark.parametrize(
    ("hours_ago", "standing"),
    [(0, "in"), (7.99, "in"), (8, "ended"), (9000, "ended"), (-1, "ended")],
)
def test_a_session_ends_some_hours_after_signing_in(hours_ago, standing):
    at = (NOW - timedelta(hours=hours_ago)).timestamp()
    assert judged(claims(iat=at), RULES, NOW).standing == standing


@pytest.mark.parametrize("at", [None, "1795780800", True, float("nan"), float("inf"), -1e30, []])
def test_a_sign_in_without_a_sound_moment_has_ended(at):
    assert judged(claims(iat=at), RULES, NOW).standing == "ended"


def test_no_word_of_a_provider_makes_an_error_or_lets_anybody_in():
    words = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40))

    @given(st.dictionaries(st.sampled_from([*claims(), "xms_edov", "hd", "groups"]), words))
    def holds(said: dict) -> None:
        visitor = judged(said, RULES, NOW)
        if visitor.standing == "in":
            assert said["email_verified"] is True
            assert RULES.allows(visitor.address)

    holds()


@given(st.text(max_size=60))
def test_a_plain_address_is_plain_or_none(typed):
    address = plain_address(typed)
    assert address in ("", typed.lower())
    assert not address or (address.isascii() and address.count("@") == 1)


@pytest.fixture
def file(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    return tmp_path / sign_in.FILE


def test_the_rules_are_read_anew_when_they_change(file):
    assert sign_in.rules() is None
    file.write_text('domains = ["Council.Example.gov.uk"]\n')
    assert sign_in.rules() == SignIn(domains=("council.example.gov.uk",), hours=8)
    file.write_text('addresses = ["A.Name@police.example", "b@police.example"]\nhours = 0.5\n')
    held = sign_in.rules()
    assert held is not None
    assert held.addresses == ("a.name@police.example", "b@police.example")
    assert (held.allows("b@police.example"), held.allows("c@police.example")) == (True, False)
    file.unlink()
    assert sign_in.rules() is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "domains and addresses are both empty, so nobody could sign in"),
        ('domains = ["*"]', "domains.1: must be a domain as council.example.gov.uk: no @, no *"),
        ('domains = ["@council.example.gov.uk"]', "domains.1: must be a domain"),
        ('domains = ["localhost"]', "domains.1: must be a domain"),
        ('domains = ["", "a.example"]', "domains.1: must be a domain"),
        ('domains = ["councıl.example"]', "domains.1: must be a domain"),
        ('addresses = ["council.example"]', "addresses.1: must be an address as name@council"),
        ('domains = ["a.example"]\nhours = 0', "hours: Input should be greater than 0"),
        ('domains = ["a.example"]\nhours = 25', "hours: Input should be less than or equal to 24"),
        ('domains = ["a.example"]\ndomain = "b.example"', "domain: Extra inputs are not permitted"),
        ("domains = [", "sign_in.toml cannot be read"),
    ],
)
def test_a_slip_in_the_rules_is_told(file, text, told):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        sign_in.rules()
    assert told in str(raised.value)


AUTH = {
    "redirect_uri": "https://safety.example.gov.uk/oauth2callback",
    "cookie_secret": "c" * 43,
    "client_id": "id-of-the-client",
    "client_secret": "secret-of-the-client",
    "server_metadata_url": "https://id.example/.well-known/openid-configuration",
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"redirect_uri": "http://127.0.0.1:{port}/oauth2callback"}, []),
        ({"redirect_uri": "https://safety.example.gov.uk/app/oauth2callback"}, []),
        (
            {"cookie_secret": "", "client_id": None},
            ["[auth] lacks cookie_secret, client_id."],
        ),
        ({"cookie_secret": "short"}, ["cookie_secret has fewer than 32 characters."]),
        (
            {"redirect_uri": "http://safety.example.gov.uk/oauth2callback"},
            ["redirect_uri must begin with https://."],
        ),
        (
            {"redirect_uri": "http://localhost.evil.example/oauth2callback"},
            ["redirect_uri must begin with https://."],
        ),
        (
            {"redirect_uri": "https://safety.example.gov.uk/"},
            ["redirect_uri must end in /oauth2callback."],
        ),
        (
            {"server_metadata_url": "http://id.example/.well-known/openid-configuration"},
            ["server_metadata_url must begin with https://."],
        ),
    ],
)
def test_what_is_missing_or_weak_of_the_provider_is_told_without_repeating_it(change, told):
    found = list(provider_faults({**AUTH, **change}))
    assert found == told
    assert not [secret for secret in ("c" * 43, "secret-of-the-client") if secret in str(found)]
