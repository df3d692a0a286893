"""Files for a verifier, in a few places not what they were: bytes, facts, checkpoints, policies."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from service.notary.lines import Line, line_of, parse_lines
from service.notary.note import Note, parse_note
from service.notary.signing import sign_note
from service.notary.strict import Malformed, encoded
from tests.notary.exported import changed, export
from tests.notary.second import Case
from tests.notary.signed import ORIGIN, POLICY, V1, W1
from tests.notary.small import POSIX, journal, signed
from tests.notary.test_verifier import FORK, OTHER, SAME, promise, receipt

ROWS = journal(12)
EXPORTS = [
    *(export(ROWS, identity) for identity in ("case:a", "case:b", "command:3", "case:none")),
    export(ROWS, "case:a", 7), export(ROWS, "case:b", 12, POSIX + 2000),
]  # fmt: skip
WHOLE = [
    *(Case(data, POLICY, now=now) for data in EXPORTS for now in (None, POSIX + 60)),
    *(Case(receipt(position, size), POLICY) for position, size in ((7, 12), (1, 7), (12, 12))),
    Case(receipt(7), POLICY, promise(7)),
]  # fmt: skip
"""All is as recorded."""


def _anew(name: str, value: object, at: int = 2) -> Case:
    """The third fact, which has words, with another value: and a manifest that fits."""

    def change(facts: list[Line]) -> list[Line]:
        return [*facts[:at], facts[at] | {name: value}, *facts[at + 1 :]]

    return Case(changed(EXPORTS[0], change, anew=True), POLICY)


def _by_another(data: bytes) -> bytes:
    """The same text, signed with the key of somebody unknown."""
    text = parse_note(data).text
    return Note(text, (sign_note(text, ORIGIN, W1), *parse_note(data).signatures[1:])).data()


def _manifest(change: Callable[[bytes], bytes]) -> Case:
    first, *rest = parse_lines(EXPORTS[0])
    first["manifest"] = change(first["manifest"].encode()).decode()
    return Case(b"".join(map(line_of, (first, *rest))), POLICY)


OTHERWISE = re.sub(rb".(?===\nindex)", lambda end: bytes([end[0][0] + 1]), receipt(7))
"""The same entry in base64, but for bits that stand for nothing."""
NINE = signed(ROWS, 9).decode()
LATE = Case(EXPORTS[0], POLICY, now=POSIX + 10_000)
ALL = [
    *WHOLE, LATE, Case(EXPORTS[0]), Case(FORK, POLICY), Case(SAME, POLICY), Case(OTHER, POLICY),
    Case(signed(ROWS, 6, POSIX + 11), POLICY, promise(7)), Case(receipt(7)),
    Case(signed(ROWS, 9, POSIX + 11), POLICY, promise(7)),
    Case(receipt(8), POLICY, promise(7)), Case(receipt(7), POLICY, promise(7, bytes(32))),
    Case(receipt(7).replace(b"index 6", b"index 5"), POLICY),
    Case(receipt(7).replace(b"index 6", b"index 5"), POLICY, promise(6)),
    Case(re.sub(rb"extra .*\n", b"", receipt(7)), POLICY), _manifest(_by_another),
    Case(OTHERWISE, POLICY), Case(receipt(7), POLICY, b""),
    Case(_by_another(signed(ROWS, 12)), POLICY, promise(7)),
    Case(line_of({"one": OTHER.decode(), "other": NINE, "wijkboek": "fork/v1"}), POLICY),
    _anew("words", {}), _anew("sealed", {"text": "why"}), _anew("proof", []), _anew("nth", 2),
    _anew("words", {"text": [encoded(bytes(32)), "Heel iets anders."]}), _anew("position", 7),
    _anew("nth", 2, at=5), _manifest(lambda note: note + note[note.index("—".encode()) :]),
]  # fmt: skip

CHAIN = "".join(f"group g{n} any g{n - 1}\n" for n in range(1, 900))
POLICIES = [
    None, b"", b"quorum none\n", POLICY.replace(b"2 w1", b"all w1"),
    POLICY.replace(b"2 w1", b"any w1"), POLICY.replace(b"quorum all-of-them", b"quorum w2"),
    POLICY.replace(b"quorum all-of-them", b"quorum none"), POLICY.replace(b"2 w1", b"02 w1"),
    POLICY.replace(b"2 w1", b"4 w1"), POLICY + b"quorum none\n", POLICY.replace(b"\n", b"\r\n"),
    f"witness w {V1}\nquorum w\n".encode(), POLICY.replace(b"haarlem+", b"zwolle+"),
    POLICY.replace(b"group", CHAIN.replace("g0", "w1").encode() + b"group"),
    POLICY.replace(b"quorum all-of-them", CHAIN.replace("g0", "w1").encode() + b"quorum g899"),
]  # fmt: skip
CHECKPOINTS = [
    signed(ROWS, 12, POSIX + 500), signed(ROWS, 11), signed(ROWS, 12, witnesses=1), OTHER,
    signed(ROWS, 12, witnesses=2), signed(ROWS[:9], 9), b"", b"x\n1\n\n\n",
]  # fmt: skip
PIECES = [
    b"", b" ", b"\n", b"\n\n", b"\r", b"0", b"1", b"-", b"+", b"1.0", b"1e2", b"null", b"[]", b"{}",
    b'"', b"\\", b"\\n", b"\\ud800", b"\\u00e9", b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"NaN",
    b"true", b"\t", b"=", b"A", b"\x7f", b"9007199254740993", b"9223372036854775808",
]  # fmt: skip


def nested(depth: int) -> object:
    found: object = 0
    for _ in range(depth):
        found = [found]
    return found


VALUES: list[object] = [
    0, 1, 2, 5, -1, 2**53 - 1, 2**53, True, None, "", "x", "é", [], {}, ["x"], [1], 0.5,
    {"__proto__": ["", ""]}, {"text": "why"}, {"text": [encoded(bytes(32)), "x"]}, "\u2028", "\x7f",
    encoded(bytes(16)), encoded(bytes(32)), encoded(bytes(19)), encoded(bytes(200_000)),
    [encoded(bytes(32))] * 64, nested(62), nested(63), nested(500),
]  # fmt: skip


def _spliced(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.randint(0, 9)
    return data[:at] + chance.choice(PIECES) + data[at + size :]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data or b"\0")
    spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randint(0, 7)
    return bytes(spoilt)


def _other_facts(data: bytes, chance: random.Random) -> bytes:
    """Facts dropped, doubled, swapped or changed; signed anew or not."""

    def change(facts: list[Line]) -> list[Line]:
        at, other = (chance.randrange(len(facts)) for _ in "ab")
        spoilt = list(facts)
        match chance.randint(0, 5):
            case 0:
                del spoilt[at]
            case 1:
                spoilt.insert(at, facts[at])
            case 2:
                spoilt[at], spoilt[other] = spoilt[other], spoilt[at]
            case 3:
                name = chance.choice([*facts[at], "withheld", "other", "__proto__"])
                spoilt[at] = facts[at] | {name: chance.choice(VALUES)}
            case 4:
                del (changed_ := dict(facts[at]))[chance.choice([*facts[at]])]
                spoilt[at] = changed_
            case 5:
                name = chance.choice([*facts[at]])
                spoilt[at] = facts[at] | {name: facts[other].get(name, 0)}
        return spoilt

    return changed(data, change, anew=chance.random() < 0.7)


def _other_place(data: bytes, chance: random.Random) -> bytes:
    """Another checkpoint, or the same under other witnesses: signed anew or not."""
    first, fixed, *facts = parse_lines(data)
    fixed |= {"checkpoint": chance.choice(CHECKPOINTS).decode()}
    data = b"".join(map(line_of, (first, fixed, *facts)))
    return changed(data, lambda same: same, anew=chance.random() < 0.7)


BREAKING: list[Callable[[bytes, random.Random], bytes]] = [
    _flipped, _spliced, _other_facts, _other_facts, _other_place,
]  # fmt: skip


def broken(chance: random.Random) -> Case:
    """A file and what goes with it; once in a while whole."""
    case = chance.choice(ALL)
    for _ in range(chance.randint(0, 3)):
        match chance.randint(0, 6):
            case 0:
                case = replace(case, policy=chance.choice(POLICIES))
            case 1 if case.policy:
                change = chance.choice([_flipped, _spliced])
                case = replace(case, policy=change(case.policy, chance))
            case 2:
                change = chance.choice([_flipped, _spliced])
                said = case.promise or promise(chance.choice([1, 7, 12]))
                case = replace(case, promise=chance.choice([said, change(said, chance), None]))
            case 3:
                now = chance.choice([None, POSIX + 60, POSIX + 912, POSIX + 913, POSIX + 914])
                case = replace(case, now=now)
            case _:
                try:
                    case = replace(case, data=chance.choice(BREAKING)(case.data, chance))
                except (Malformed, KeyError, ValueError, TypeError, AttributeError):
                    case = replace(case, data=_flipped(case.data, chance))  # no export any more
    return case
