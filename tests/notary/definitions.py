"""RFC 6962 section 2.1 as it is written there, recursive and slow: what the tests compare with."""

from functools import lru_cache
from hashlib import sha256


def k(n: int) -> int:
    """The largest power of two smaller than n."""
    power = 1
    while power * 2 < n:
        power *= 2
    return power


@lru_cache(None)  # the definitions ask for the same subtree again and again
def MTH(D: tuple[bytes, ...]) -> bytes:
    n = len(D)
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return sha256(b"\x00" + D[0]).digest()
    return sha256(b"\x01" + MTH(D[: k(n)]) + MTH(D[k(n) :])).digest()


def PATH(m: int, D: tuple[bytes, ...]) -> list[bytes]:
    n = len(D)
    if n == 1:
        return []
    if m < k(n):
        return [*PATH(m, D[: k(n)]), MTH(D[k(n) :])]
    return [*PATH(m - k(n), D[k(n) :]), MTH(D[: k(n)])]


def PROOF(m: int, D: tuple[bytes, ...]) -> list[bytes]:
    return SUBPROOF(m, D, True)


def SUBPROOF(m: int, D: tuple[bytes, ...], b: bool) -> list[bytes]:
    n = len(D)
    if m == n:
        return [] if b else [MTH(D)]
    if m <= k(n):
        return [*SUBPROOF(m, D[: k(n)], b), MTH(D[k(n) :])]
    return [*SUBPROOF(m - k(n), D[k(n) :], False), MTH(D[: k(n)])]
