"""Ten minutes of broken files for every parser: none falls over, none reads two spellings."""

import random
import time

import pytest

from tests.notary.test_fuzz import PARSERS

MINUTES = 10
PIECES = [b"\n", b"\n\n", b"\r\n", b"0", b"+", b"_", b" ", b"=", b"\xe2\x80\xa8", b""]


def broken(data: bytes, chance: random.Random) -> bytes:
    """With one piece replaced, doubled or cut out, several times over."""
    for _ in range(chance.randint(1, 5)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.randint(0, 8))
        piece = chance.choice(
            [*PIECES, chance.randbytes(chance.randint(1, 4)), data[start:end] * 2]
        )
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.long
@pytest.mark.parametrize("parser", PARSERS)
def test_attack_30_ten_minutes_of_broken_files(
    parser: str, seed: int, request: pytest.FixtureRequest
) -> None:
    check, examples = PARSERS[parser]
    chance, until, cases = random.Random(f"{seed} {parser}"), time.monotonic() + MINUTES * 60, 0
    while time.monotonic() < until:
        data = chance.choice(examples)
        for _ in range(1000):
            check(broken(data, chance))
        cases += 1000
    request.node.user_properties.append(("cases", cases))
