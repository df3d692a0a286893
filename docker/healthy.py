"""Says whether a process of Wijkboek answers: `healthy.py URL` ends with 0 when it does, else 1.

Of the signer it is given the socket: a path.
"""

import socket
import sys
import urllib.request

PATIENCE = 3  # seconds


def main(where: str) -> int:
    """0 when it answers 200, or the signer a line; 1 with one line of why when it does not."""
    try:
        return 0 if (signs(where) if where.startswith("/") else serves(where)) else 1
    except OSError as error:  # urllib's own errors are of this kind too
        print(f"{where}: {error}", file=sys.stderr)
        return 1


def serves(url: str) -> bool:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        healthy: bool = answer.status == 200
        return healthy


def signs(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as asked:
        asked.settimeout(PATIENCE)
        asked.connect(path)
        asked.sendall(b"{}\n")  # how large the last tree was that it signed
        return asked.recv(1) == b"{"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
