"""Columns as PostgreSQL's binary arrays: an append carries hundreds of values in one call.

The driver adapts lists an element at a time, which took two fifths of an append and held up every
other thread meanwhile. Format (PostgreSQL's array_send): i32 dimensions, i32 flags, u32 element
oid, i32 length, i32 lower bound, and for every element i32 size and its bytes, all big-endian.
"""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_Y2K = datetime(2000, 1, 1, tzinfo=UTC)


class Array:
    """One column, ready to be sent."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


class Int2Array(Array):
    """smallint[]"""


class Int4Array(Array):
    """int[]"""


class Int8Array(Array):
    """bigint[]"""


class TextArray(Array):
    """text[]"""


class ByteaArray(Array):
    """bytea[]"""


class UuidArray(Array):
    """uuid[]"""


class TimeArray(Array):
    """timestamptz[]"""


_OIDS = {
    # array oid, element oid
    Int2Array: (1005, 21),
    Int4Array: (1007, 23),
    Int8Array: (1016, 20),
    TextArray: (1009, 25),
    ByteaArray: (1001, 17),
    UuidArray: (2951, 2950),
    TimeArray: (1185, 1184),
}


def know_arrays(conn: psycopg.Connection[Any]) -> None:
    """Let this connection send these arrays."""
    for kind, (oid, _) in _OIDS.items():
        conn.adapters.register_dumper(kind, _dumper(oid))


def _dumper(array_oid: int) -> type[Dumper]:
    class Ready(Dumper):
        format = Format.BINARY
        oid = array_oid

        def dump(self, obj: Any) -> bytes:
            data: bytes = obj.data
            return data

    return Ready


def small(values: Sequence[int]) -> Int2Array:
    """smallint[]. Raises struct.error for a number out of range; so do the others."""
    return Int2Array(_head(Int2Array, len(values)) + _fixed("h", 2, values))


def ints(values: Sequence[int]) -> Int4Array:
    """int[]"""
    return Int4Array(_head(Int4Array, len(values)) + _fixed("i", 4, values))


def bigs(values: Sequence[int]) -> Int8Array:
    """bigint[]"""
    return Int8Array(_head(Int8Array, len(values)) + _fixed("q", 8, values))


def texts(values: Sequence[str]) -> TextArray:
    """text[]. Raises UnicodeEncodeError for a lone surrogate."""
    encoded = [value.encode() for value in values]
    return TextArray(_head(TextArray, len(values)) + _varying(encoded))


def blobs(values: Sequence[bytes]) -> ByteaArray:
    """bytea[]"""
    return ByteaArray(_head(ByteaArray, len(values)) + _varying(values))


def uuids(values: Sequence[UUID]) -> UuidArray:
    """uuid[]"""
    return UuidArray(_head(UuidArray, len(values)) + _varying([v.bytes for v in values]))


def times(values: Sequence[datetime]) -> TimeArray:
    """timestamptz[]"""
    micros = [(value - _Y2K) // timedelta(microseconds=1) for value in values]
    return TimeArray(_head(TimeArray, len(values)) + _fixed("q", 8, micros))


def _head(kind: type[Array], length: int) -> bytes:
    element = _OIDS[kind][1]
    return struct.pack(">iiIii", 1, 0, element, length, 1) if length else _empty(element)


def _empty(element: int) -> bytes:
    return struct.pack(">iiI", 0, 0, element)


def _fixed(code: str, size: int, values: Sequence[int]) -> bytes:
    flat = chain.from_iterable((size, value) for value in values)
    return struct.pack(">" + f"i{code}" * len(values), *flat)


def _varying(values: Sequence[bytes]) -> bytes:
    pack = struct.Struct(">i").pack
    return b"".join([part for value in values for part in (pack(len(value)), value)])
