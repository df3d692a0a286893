"""One random key per sealed segment: made, wrapped, opened and destroyed here.

A key is stored wrapped (AES-KW, RFC 3394) under the key-encryption key of its epoch, which is
itself wrapped under the root: a key in a file, or a key of Vault's that never leaves it. What must
be destroyed on its own is never derived from something that survives: every segment key is 32
random bytes.
"""

from service.keys.memory import MemoryKeys
from service.keys.root import Root, RootKey, root_key
from service.keys.service import KeyService, KeysUnusable, NewKey, ReadRequired
from service.keys.stored import FileKeys

__all__ = [
    "FileKeys",
    "KeyService",
    "KeysUnusable",
    "MemoryKeys",
    "NewKey",
    "ReadRequired",
    "Root",
    "RootKey",
    "root_key",
]
