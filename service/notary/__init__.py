"""The notary: one Merkle tree over all facts, signed and witnessed, and what verifies it offline.

Nothing here imports more than the standard library and `cryptography`.
"""
