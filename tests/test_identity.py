"""Who is calling, by a provider's signed token: what is taken, and everything that is not."""

import base64
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, KeyParameters, OctKey, OKPKey, RSAKey

from domain.terms import OrganisationId, ResidentId, WorkerId, function_of_residents
from service.identity import Assurance, Caller, NotIdentified, ProviderAway
from service.identity.bearer import Bearer, Callers
from service.identity.fetching import fetch_json, is_safe
from service.identity.provider import FRESH, MOST_KEYS, PAUSE, Asking, keys_in
from service.identity.signed import LEEWAY, LONGEST
from tests.people import bakker, buurtteam, consultant, fatima, gemeente
from tests.provider import AUDIENCE, SUBJECT, Keys, publishing


def worker_of(issuer: str, subject: str) -> WorkerId | None:
    return fatima if subject == SUBJECT else None


def resident_of(issuer: str, subject: str) -> ResidentId | None:
    return bakker if subject == SUBJECT else None


def municipality() -> OrganisationId:
    return gemeente


pytestmark = [
    pytest.mark.filterwarnings(f"ignore::{SecurityWarning.__module__}.SecurityWarning"),
]
CALLERS = Callers(worker_of, resident_of, municipality)


class Time:
    """What time it is for who asks for keys; tokens are held against the real clock."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def shared() -> Iterator[Keys]:
    with publishing() as keys:
        yield keys


@pytest.fixture
def keys() -> Iterator[Keys]:
    """A provider of this test alone: its keys change."""
    with publishing() as own:
        yield own


def bearer(keys: Keys, clock: Time | None = None, **changes: Any) -> Bearer:
    return Bearer([Asking(keys.provider(**changes), clock or Time())], CALLERS)


def refused(keys: Keys, token: str, because: str, **changes: Any) -> None:
    with pytest.raises(NotIdentified, match=because) as error:
        bearer(keys, **changes).caller(token)
    parts = [part for part in token.split(".") if len(part) > 8]
    assert not any(part in str(error.value) for part in parts), "it repeats what was given"


def test_a_good_token_says_who_in_what_function_of_whom(shared: Keys) -> None:
    good = shared.token(acr="substantieel", aud=["another", AUDIENCE])
    assert bearer(shared).caller(good) == Caller(
        fatima, consultant, buurtteam, acr=Assurance.SUBSTANTIEEL
    )


def test_the_keys_are_found_by_discovery_or_where_they_were_said_to_be(shared: Keys) -> None:
    direct = bearer(shared, jwks_url=f"{shared.url}/keys")
    assert direct.caller(shared.token()) == bearer(shared).caller(shared.token())


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "EdDSA", "Ed25519"])
def test_every_algorithm_of_the_list_is_taken(keys: Keys, algorithm: str) -> None:
    made: KeyParameters = {"kid": "other", "use": "sig"}
    key: RSAKey | ECKey | OKPKey
    if algorithm == "PS256":
        key = RSAKey.generate_key(2048, made)
    elif algorithm == "ES256":
        key = ECKey.generate_key("P-256", made)
    else:
        key = OKPKey.generate_key("Ed25519", made)
    keys.published.append(key.as_dict(private=False))
    token = jwt.encode({"alg": algorithm, "kid": "other"}, keys.claims(), key, [algorithm])
    assert bearer(keys).caller(token).worker == fatima
    refused(keys, token, "in a way that is not taken", algorithms=("RS256",))


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"aud": "wijkboek:ede"}, "another audience"),
        ({"aud": ["wijkboek:ede", "wijkboek:haarlem2"]}, "another audience"),
        ({"aud": None}, "another audience"),
        ({"aud": {AUDIENCE: 1}}, "another audience"),
        ({"iss": "https://login.example.org"}, "another issuer"),
        ({"iss": None}, "whose it is"),
        ({"exp": int(time.time()) - 60}, "expired"),
        ({"exp": None}, "until when"),
        ({"exp": True}, "a time that is none"),
        ({"exp": "9999999999"}, "a time that is none"),
        ({"nbf": int(time.time()) + 86_400}, "not hold yet"),
        ({"iat": int(time.time()) + 86_400}, "not hold yet"),
        ({"sub": None}, "who is calling"),
        ({"sub": ""}, "who is calling"),
        ({"sub": 7}, "who is calling"),
        ({"sub": "somebody else"}, "not in the staff register"),
        ({"wijkboek_function": None}, "wijkboek_function"),
        ({"wijkboek_function": "administrator"}, "wijkboek_function"),
        ({"wijkboek_organisation": ["x"]}, "wijkboek_organisation"),
        ({"wijkboek_inquiry": "x"}, "wijkboek_inquiry"),
    ],
)
def test_a_token_that_says_something_else_is_not_taken(
    shared: Keys, changes: dict[str, Any], because: str
) -> None:
    refused(shared, shared.token(**changes), because)


def test_two_clocks_may_differ_by_half_a_minute(shared: Keys) -> None:
    now = int(time.time())
    early = shared.token(exp=now - int(LEEWAY) + 10, nbf=now + int(LEEWAY) - 10)
    assert bearer(shared).caller(early).worker == fatima


def part(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
def test_a_token_without_a_signature_is_not_taken(shared: Keys, algorithm: str) -> None:
    for signature in ("", "x"):
        token = f"{part({'alg': algorithm})}.{part(shared.claims())}.{signature}"
        refused(shared, token, "in a way that is not taken")


@pytest.mark.parametrize("form", ["pem", "jwk"])
def test_a_public_key_is_no_secret(shared: Keys, form: str) -> None:
    """Algorithm confusion: HS256, with the public key that everybody can read as the secret."""
    public = shared.published[0]
    secret = (
        shared.signing["one"].as_pem(private=False)
        if form == "pem"
        else json.dumps(public).encode()
    )
    said = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(shared.claims())}"
    made = base64.urlsafe_b64encode(hmac.digest(secret, said.encode(), "sha256")).rstrip(b"=")
    refused(shared, f"{said}.{made.decode()}", "in a way that is not taken")


def test_a_key_is_used_for_its_own_kind_of_algorithm_alone(keys: Keys) -> None:
    keys.published.append({**OctKey.generate_key(256, {"kid": "secret"}).as_dict(), "use": "sig"})
    keys.published.append({**keys.published[0], "kid": "for sealing", "use": "enc"})
    keys.published.append({**keys.published[0], "kid": "of PS256", "alg": "PS256"})
    small = RSAKey.generate_key(1024, {"kid": "small"}, auto_kid=False)
    keys.published.append(small.as_dict(private=False))
    keys.signing |= dict.fromkeys(("for sealing", "of PS256"), keys.signing["one"])
    for kid in ("for sealing", "of PS256"):
        refused(keys, keys.token(kid), "a key of the provider")
    token = jwt.encode({"alg": "RS256", "kid": "small"}, keys.claims(), small, ["RS256"])
    refused(keys, token, "a key of the provider")
    said = f"{part({'alg': 'ES256', 'kid': 'one'})}.{part(keys.claims())}.eHh4"
    refused(keys, said, "a key of the provider")
    assert list(keys_in({"keys": keys.published})) == ["one", "of PS256", "small"]


@pytest.mark.parametrize(
    "kid",
    ["../../../../dev/null", "/etc/passwd", "one' OR '1'='1", "one\0", "", "0", "http://x/", "ONE"],
)
def test_a_key_id_is_a_name_and_never_a_path_a_query_or_an_address(shared: Keys, kid: str) -> None:
    before = shared.asked
    with_nothing = base64.urlsafe_b64encode(hmac.digest(b"", b"", "sha256")).decode()
    said = f"{part({'alg': 'RS256', 'kid': kid})}.{part(shared.claims())}.{with_nothing}"
    refused(shared, said, "a key of the provider")
    assert shared.asked == before + 2, "asked once where its keys are, and once for them"


@pytest.mark.parametrize("kid", [1, None, ["one"], {"one": 1}, True])
def test_a_key_id_that_is_no_text_is_not_looked_up(shared: Keys, kid: object) -> None:
    said = f"{part({'alg': 'RS256', 'kid': kid})}.{part(shared.claims())}.eHh4"
    refused(shared, said, "no token|not signed by its issuer")


def test_keys_that_a_token_brings_along_are_not_looked_at(shared: Keys) -> None:
    mine = RSAKey.generate_key(2048)
    brought = {
        "alg": "RS256", "kid": "one", "jwk": mine.as_dict(private=False),
        "jku": "http://127.0.0.1:9/keys", "x5u": "http://127.0.0.1:9/x",
    }  # fmt: skip
    token = jwt.encode(brought, shared.claims(), mine, ["RS256"])
    refused(shared, token, "not signed by its issuer")


def test_a_changed_token_is_not_taken(shared: Keys) -> None:
    head, said, signature = shared.token().split(".")
    other = part(shared.claims(sub="somebody else"))
    refused(shared, f"{head}.{other}.{signature}", "not signed by its issuer")
    refused(shared, f"{head}.{said}.{signature[:-8]}AAAAAAAA", "not signed by its issuer")
    refused(shared, f"{head}.{said}.", "not signed by its issuer")


@pytest.mark.parametrize("kind", ["logout+jwt", "dpop+jwt", "x"])
def test_a_token_for_something_else_is_not_taken(shared: Keys, kind: str) -> None:
    refused(shared, shared.token(header={"typ": kind}), "of a kind that is not taken")
    assert bearer(shared).caller(shared.token(header={"typ": "at+jwt"})).worker == fatima


@pytest.mark.parametrize(
    "token",
    [
        "", ".", "..", "a.b", "a.b.c", "a.b.c.d", "é.é.é", "e30.e30.e30", "W10.W10.W10",
        "x" * (LONGEST + 1), "." * LONGEST, "a" * LONGEST + "..", "bnVsbA.bnVsbA.bnVsbA",
        base64.urlsafe_b64encode(b"[" * 4000).decode() + ".e30.e30",
    ],
)  # fmt: skip
def test_what_is_no_token_is_not_taken(shared: Keys, token: str) -> None:
    before = shared.asked
    with pytest.raises(NotIdentified):
        bearer(shared).caller(token)
    assert shared.asked == before, "nobody was asked anything"


def test_an_oversized_token_is_not_even_decoded(shared: Keys) -> None:
    refused(shared, shared.token(padding="x" * LONGEST), "no token")


def test_a_new_key_is_asked_for_once_and_used(keys: Keys) -> None:
    clock = Time()
    identify = bearer(keys, clock)
    assert identify.caller(keys.token()).worker == fatima
    keys.make("two")
    clock.now += PAUSE
    before = keys.asked
    for _ in range(3):
        assert identify.caller(keys.token("two")).worker == fatima
    assert keys.asked == before + 1


def test_a_withdrawn_key_is_good_no_longer_once_keys_are_asked_for_again(keys: Keys) -> None:
    clock = Time()
    identify = bearer(keys, clock)
    keys.make("two")
    identify.caller(keys.token("two"))
    keys.withdraw("two")
    clock.now += FRESH
    with pytest.raises(NotIdentified, match="a key of the provider"):
        identify.caller(keys.token("two"))
    assert identify.caller(keys.token()).worker == fatima


def test_unknown_keys_do_not_make_us_knock_at_the_provider(keys: Keys) -> None:
    clock = Time()
    identify = bearer(keys, clock)
    identify.caller(keys.token())
    before = keys.asked
    keys.signing["unknown"] = keys.signing["one"]
    for _ in range(50):
        clock.now += 1
        with pytest.raises(NotIdentified):
            identify.caller(keys.token("unknown"))
    assert keys.asked - before <= 2


def test_while_the_provider_is_away_its_last_keys_still_hold(keys: Keys) -> None:
    clock = Time()
    identify = bearer(keys, clock)
    identify.caller(keys.token())
    keys.away = True
    for _ in range(5):
        clock.now += FRESH
        assert identify.caller(keys.token()).worker == fatima
    with pytest.raises(NotIdentified):
        identify.caller(keys.token(sub="somebody else"))


def test_a_provider_that_was_never_heard_tells_nobody_and_is_asked_again(keys: Keys) -> None:
    clock = Time()
    identify = bearer(keys, clock)
    keys.away = True
    for _ in range(5):
        with pytest.raises(ProviderAway):
            identify.caller(keys.token())
    assert keys.asked == 1, "not at every token"
    keys.away = False
    clock.now += PAUSE
    assert identify.caller(keys.token()).worker == fatima


def test_a_provider_that_says_it_is_another_is_not_believed(keys: Keys) -> None:
    other = bearer(keys, issuer=f"{keys.url}/", audience=AUDIENCE)
    with pytest.raises(ProviderAway):
        other.caller(keys.token(iss=f"{keys.url}/"))


def test_addresses_are_https_or_this_machine_and_lead_nowhere_else(shared: Keys) -> None:
    assert is_safe("https://login.example.org/x")
    assert is_safe("http://localhost:8080")
    for bad in (
        "http://login.example.org", "file:///etc/passwd", "ftp://localhost/x", "https://", "",
        "http://localhost@login.example.org", "//localhost", "http://[::1", "https://me@x.example",
    ):  # fmt: skip
        assert not is_safe(bad), bad
        with pytest.raises(ProviderAway):
            fetch_json(bad)
    with pytest.raises(ProviderAway):
        fetch_json(f"{shared.url}/elsewhere")
    assert fetch_json(f"{shared.url}/keys")["keys"]


def test_a_provider_publishes_a_few_keys_and_no_secrets() -> None:
    key = RSAKey.generate_key(2048, {"kid": "mine"})
    assert keys_in({"keys": [key.as_dict(private=True)]}) == {}
    assert (
        keys_in({"keys": "many"}) == keys_in({}) == keys_in({"keys": [1, {}, {"kty": "x"}]}) == {}
    )
    many = [{**key.as_dict(private=False), "kid": str(n)} for n in range(MOST_KEYS + 10)]
    assert len(keys_in({"keys": many})) == MOST_KEYS


RESIDENTS: dict[str, Any] = {"residents": True, "audience": "wijkboek:haarlem:inwoners"}
OF_RESIDENTS: dict[str, Any] = {"aud": "wijkboek:haarlem:inwoners"}


@pytest.mark.parametrize("acr", ["substantieel", "hoog", "http://eidas.europa.eu/LoA/high"])
def test_a_resident_calls_for_herself(shared: Keys, acr: str) -> None:
    caller = bearer(shared, **RESIDENTS).caller(shared.token(**OF_RESIDENTS, acr=acr))
    assert caller.resident == bakker == str(caller.worker)
    assert caller.organisation == gemeente
    assert caller.function == function_of_residents(gemeente) != consultant
    assert caller.acr is not None and caller.acr.at_least(Assurance.SUBSTANTIEEL)


@pytest.mark.parametrize("acr", [None, "basis", "midden", "SUBSTANTIEEL", "9", 4, ["hoog"]])
def test_a_resident_who_is_not_surely_known_sees_nothing(shared: Keys, acr: object) -> None:
    refused(shared, shared.token(**OF_RESIDENTS, acr=acr), "substantieel or higher", **RESIDENTS)


def test_a_resident_cannot_say_that_she_is_a_worker(shared: Keys) -> None:
    token = shared.token(**OF_RESIDENTS, acr="hoog", sub="unknown")
    refused(shared, token, "register of residents", **RESIDENTS)


def test_a_worker_may_have_to_be_surely_known_too(shared: Keys) -> None:
    demanded: dict[str, Any] = {"acr": frozenset({"urn:mfa"})}
    refused(shared, shared.token(), "surely enough", **demanded)
    refused(shared, shared.token(acr="urn:password"), "surely enough", **demanded)
    assert bearer(shared, **demanded).caller(shared.token(acr="urn:mfa")).worker == fatima


def test_of_two_providers_each_is_believed_about_its_own_alone(keys: Keys, shared: Keys) -> None:
    of_workers = Asking(shared.provider(), Time())
    of_residents = Asking(keys.provider(**RESIDENTS), Time())
    both = Bearer([of_workers, of_residents], CALLERS)
    assert both.caller(shared.token()).resident is None
    assert both.caller(keys.token(**OF_RESIDENTS, acr="hoog")).resident == bakker
    forged = jwt.encode({"alg": "RS256", "kid": "one"}, shared.claims(), keys.signing["one"])
    with pytest.raises(NotIdentified, match="not signed by its issuer"):
        both.caller(forged)
