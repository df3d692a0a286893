"""Whatever bytes they are given, parsers take one spelling of each thing and never fall over."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.export import Manifest, parse_manifest
from service.notary.lines import line_of, parse_line
from service.notary.merkle import EMPTY
from service.notary.note import (
    Note,
    parse_key,
    parse_note,
)
from service.notary.policy import parse_policy
from service.notary.promise import Promise, parse_promise
from service.notary.proof import Proof, parse_proof
from service.notary.signing import parse_signatures
from service.notary.strict import Malformed, decoded, encoded, name, number, plain
from service.notary.tiles import parse_path, path
from tests.notary.signed import LOG_KEY, ORIGIN, POLICY, ROOT, SIGNED, TREE, V1, W1, cosigned


def read_again(
    read: Callable[[bytes], Any], write: Callable[[Any], bytes]
) -> Callable[[bytes], None]:
    """What is read and written again is what it was: no two files mean one thing."""

    def one_spelling(data: bytes) -> None:
        try:
            found = read(data)
        except Malformed:
            return
        assert write(found) == data

    return one_spelling


def policy_stands(data: bytes) -> None:
    """What was read of it can be met: the quorum is of its own witnesses."""
    try:
        policy = parse_policy(data)
    except Malformed:
        return
    assert policy.met(set(policy.witnesses))


PARSERS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "note": (read_again(parse_note, Note.data), [SIGNED.data(), cosigned((W1, "w", 5)).data()]),
    "checkpoint": (
        read_again(lambda d: parse_checkpoint(plain(d)), lambda c: c.text().encode()),
        [TREE.text().encode(), Checkpoint("o", 0, EMPTY).text().encode()],
    ),
    "proof": (
        read_again(parse_proof, Proof.data),
        [Proof(7, (ROOT, EMPTY), SIGNED.data(), b"a").data()],
    ),
    "key": (
        read_again(lambda d: parse_key(plain(d)), lambda k: k.vkey().encode()),
        [LOG_KEY.vkey().encode(), V1.encode()],
    ),
    "signatures": (
        read_again(parse_signatures, lambda s: "".join(each.line() for each in s).encode()),
        [SIGNED.signatures[0].line().encode()],
    ),
    "manifest": (
        read_again(lambda d: parse_manifest(plain(d)), lambda m: m.text().encode()),
        [Manifest(ORIGIN, "case:a", 2, 5, 9, ROOT).text().encode()],
    ),
    "promise": (
        read_again(lambda d: parse_promise(plain(d)), lambda p: p.text().encode()),
        [Promise(ORIGIN, 7, ROOT, 9).text().encode()],
    ),
    "line": (
        read_again(parse_line, lambda said: line_of(said)[:-1]),
        [b'{"a":[1,null,{"b":"x"}],"c":-5}'],
    ),
    "policy": (policy_stands, [POLICY]),
    "path": (
        read_again(lambda d: parse_path(plain(d)), lambda p: path(*p).encode()),
        [b"tile/0/x001/x234/067", b"tile/3/000.p/7"],
    ),
    "base64": (read_again(lambda d: decoded(plain(d)), lambda r: encoded(r).encode()), [b"YQ=="]),
    "number": (read_again(lambda d: number(plain(d)), lambda n: str(n).encode()), [b"15", b"0"]),
    "name": (read_again(lambda d: name(plain(d)), str.encode), [ORIGIN.encode()]),
}  # fmt: skip


def mutated(examples: list[bytes]) -> st.SearchStrategy[bytes]:
    """One of these, with pieces of it replaced, doubled, cut out, or of another alphabet."""
    piece = st.one_of(
        st.binary(max_size=4),
        st.sampled_from([b"\n", b"\n\n", b"\r\n", b"0", b"+", b"_", b" ", b"=", b"\xe2\x80\xa8"]),
    )

    def cut(data: bytes, a: int, b: int, new: bytes) -> bytes:
        start, end = sorted((a % (len(data) + 1), b % (len(data) + 1)))
        return data[:start] + new + data[min(end, start + 6) :]

    places = st.integers(0, 2**16)
    once = st.builds(cut, st.sampled_from(examples), places, places, piece)
    return st.one_of(once, st.builds(cut, once, places, places, piece), st.binary(max_size=80))


@pytest.mark.parametrize("parser", PARSERS)
@given(st.data())
def test_attack_30_a_parser_takes_one_spelling_and_never_falls_over(
    parser: str, data: st.DataObject
) -> None:
    check, examples = PARSERS[parser]
    check(data.draw(mutated(examples)))


def test_attack_30_signature_lines_of_a_witness_have_no_empty_line_before_them() -> None:
    line = SIGNED.signatures[0].line().encode()
    assert parse_signatures(line) == SIGNED.signatures
    for spelled in (b"\n" + line, line + b"\n" + line, b"x\n\n" + line):
        with pytest.raises(Malformed):
            parse_signatures(spelled)
