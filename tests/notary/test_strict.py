"""Attack 30: files that nearly are of their format. Each has one spelling, and no other is read."""

import base64
from collections.abc import Callable

import pytest

from service.notary.checkpoint import parse_checkpoint
from service.notary.note import (
    Key,
    parse_key,
    parse_note,
)
from service.notary.policy import parse_policy
from service.notary.proof import Proof, parse_proof
from service.notary.strict import Malformed, digest, encoded, number
from service.notary.tiles import parse_path, split
from tests.notary.signed import (
    LOG_KEY,
    ORIGIN,
    ROOT,
    SIGNED,
    TREE,
    V1,
    V2,
)

NOT_NUMBERS = [
    "", "+15", "-1", "015", "00", "1_5", " 15", "15 ", "15\r", "1.5", "1e3", "0x10",
    "\u0661\u0665", "15\u2028",
    "\uff11\uff15", "9223372036854775808", "9" * 30, "15\n",
]  # fmt: skip
NOT_HASHES = [
    encoded(ROOT)[:-1], encoded(ROOT) + "=", encoded(ROOT).replace("=", ""), encoded(ROOT[:-1]),
    encoded(ROOT + b"\0"), " " + encoded(ROOT), encoded(ROOT) + " ", encoded(ROOT) + "\r",
    encoded(ROOT)[:20] + "\n" + encoded(ROOT)[20:], base64.urlsafe_b64encode(b"\xff" * 32).decode(),
    # The last character of 32 bytes has two bits that say nothing: they must be zero.
    encoded(b"\0" * 32).replace("A=", "B="), "", "é" * 44, ROOT.hex(),
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_attack_30_a_number_has_one_spelling(text: str) -> None:
    for read in (number, lambda t: parse_checkpoint(f"{ORIGIN}\n{t}\n{encoded(ROOT)}\n")):
        with pytest.raises(Malformed):
            read(text)
    with pytest.raises(Malformed):
        parse_proof(f"c2sp.org/tlog-proof@v1\nindex {text}\n\n".encode() + SIGNED.data())


@pytest.mark.parametrize("text", NOT_HASHES)
def test_attack_30_a_hash_has_one_spelling(text: str) -> None:
    for read in (digest, lambda t: parse_checkpoint(f"{ORIGIN}\n15\n{t}\n")):
        with pytest.raises(Malformed):
            read(text)
    if text:
        with pytest.raises(Malformed):
            parse_proof(f"c2sp.org/tlog-proof@v1\nindex 1\n{text}\n\n".encode() + SIGNED.data())


@pytest.mark.parametrize(
    "text",
    [
        TREE.text().replace("\n", "\r\n"), TREE.text() + "an extension\n", TREE.text()[:-1],
        TREE.text() + "\n", "\n" + TREE.text(), TREE.text().replace(ORIGIN, ""),
        TREE.text().replace(ORIGIN, "two words"), TREE.text().replace(ORIGIN, "a+b"),
        TREE.text().replace(ORIGIN, "a\u2028b"), TREE.text().replace("\n", "\u2028"),
        TREE.text().replace("20852163", "0"), "",
    ],
)  # fmt: skip
def test_attack_30_a_checkpoint_has_three_lines_and_no_more(text: str) -> None:
    with pytest.raises(Malformed):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.replace(b"\n", b"\r\n"), lambda d: d.replace(b"\n\n", b"\n \n"),
        lambda d: d.replace(b"\n\n", b"\njunk\n"), lambda d: d.replace(b"\n\n", b"\n"),
        lambda d: d[:-1], lambda d: d + b"\n", lambda d: d + b"junk\n", lambda d: b"",
        lambda d: d.replace("— ".encode(), b"- "),
        lambda d: d.replace("— ".encode(), "—  ".encode()),
        lambda d: d.replace("— ".encode(), "—".encode()), lambda d: d + b"\xff\n",
        lambda d: d.replace(b"\n\n", "\n\u2028\n".encode()), lambda d: b"\0" + d,
        lambda d: b"a" * 1_000_001 + d, lambda d: d + d.split(b"\n\n")[1] * 100,
        lambda d: d[:-2] + b" \n", lambda d: d.split(b"\n\n")[0] + b"\n\n\xe2\x80\x94 a AAAA\n",
    ],
)  # fmt: skip
def test_attack_30_a_note_has_one_form(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Malformed):
        parse_note(change(SIGNED.data()))


@pytest.mark.parametrize(
    "vkey",
    [
        LOG_KEY.vkey().replace("+", " ", 1), LOG_KEY.vkey()[:-4], LOG_KEY.vkey() + "=", "a+b", "",
        LOG_KEY.vkey().replace(LOG_KEY.key_id.hex(), "00000000"),
        Key(ORIGIN, 0x02, LOG_KEY.public).vkey(), Key("a b", 1, LOG_KEY.public).vkey(),
        Key("", 1, LOG_KEY.public).vkey(),
        LOG_KEY.vkey().replace(LOG_KEY.key_id.hex(), LOG_KEY.key_id.hex().upper()),
        f"a+{Key('a', 1, b'').key_id.hex()}+",
    ],
)  # fmt: skip
def test_attack_30_a_verifier_key_has_one_form(vkey: str) -> None:
    with pytest.raises(Malformed):
        parse_key(vkey)


@pytest.mark.parametrize(
    "text",
    [
        "", "quorum none\nquorum none\n", "quorum none", "quorum w\n", "quorum none\r\n", "\0\n",
        f"witness none {V1}\nquorum none\n", f"witness w {V1}\nwitness w {V2}\nquorum w\n",
        f"witness a {V1}\nwitness b {V1}\nquorum a\n", f"witness w {LOG_KEY.vkey()}\nquorum w\n",
        f"log {V1}\nquorum none\n", "log\nquorum none\n",
        f"log {LOG_KEY.vkey()} a b\nquorum none\n",
        f"log {LOG_KEY.vkey()}\nlog {Key('b', 1, LOG_KEY.public).vkey()}\nquorum none\n",
        f"witness a {V1}\ngroup g 2 a\nquorum g\n", f"witness a {V1}\ngroup g 0 a\nquorum g\n",
        f"witness a {V1}\ngroup g 01 a\nquorum g\n", f"witness a {V1}\ngroup g +1 a\nquorum g\n",
        f"witness a {V1}\ngroup g all a a\nquorum g\n", f"witness a {V1}\ngroup g all\nquorum g\n",
        f"group g all a\nwitness a {V1}\nquorum g\n", f"witness a {V1}\ngroup g any g\nquorum g\n",
        f"witness a {V1}\ngroup g any none\nquorum g\n", f"quorum w\nwitness w {V1}\n",
        f"witness a {V1}\ngroup g any a\ngroup h any a\nquorum g\n", "rule all\nquorum none\n",
        f"witness a {V1}\ngroup a any a\nquorum a\n", f"witness a\u00a0 {V1} u v\nquorum none\n",
    ],
)  # fmt: skip
def test_attack_30_a_policy_says_one_thing(text: str) -> None:
    with pytest.raises(Malformed):
        parse_policy(text.encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.replace(b"\n", b"\r\n"), lambda d: d.replace(b"@v1", b"@v2"),
        lambda d: d.replace(b"index", b"Index"), lambda d: d.replace(b"index 7\n", b""),
        lambda d: d.replace(b"index 7\n", b"index 7\nindex 7\n"), lambda d: b"\n" + d,
        lambda d: d.replace(b"index 7\n", b"index 7\nextra YQ==\n"), lambda d: d.split(b"\n\n")[0],
        lambda d: d.replace(b"index 7\n", b"index 7\n" + f"{encoded(ROOT)}\n".encode() * 64),
        lambda d: d.replace(b"extra YQ==", b"extra YR=="),
        lambda d: d.replace(b"extra ", b"extra  "),
        lambda d: d.replace(b"extra YQ==\n", b"extra YQ==\nextra YQ==\n"), lambda d: b"",
    ],
)  # fmt: skip
def test_attack_30_a_proof_file_has_one_form(change: Callable[[bytes], bytes]) -> None:
    whole = Proof(7, (ROOT,), SIGNED.data(), b"a").data()
    assert change(whole) != whole
    with pytest.raises(Malformed):
        parse_proof(change(whole))


@pytest.mark.parametrize(
    "text",
    [
        "tile/00/000", "tile/64/000", "tile/0/0", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/-1/000",
        "tile/0/000.p/01", "tile/0/x000/000", "tile/0/001/000", "tile/0/x001", "tile/0/000/",
        "tile/0/../000",
        "/tile/0/000", "tile/0/000.p/", "tile/0/\u0660\u0660\u0660", "tile/0/000\n",
        "tile/entries/000",
    ],
)  # fmt: skip
def test_attack_30_a_tile_has_one_path(text: str) -> None:
    with pytest.raises(Malformed):
        parse_path(text)


@pytest.mark.parametrize("tile", [b"", b"a", ROOT * 257, ROOT + b"a"])
def test_attack_30_a_tile_is_whole_hashes(tile: bytes) -> None:
    with pytest.raises(Malformed):
        split(tile)
