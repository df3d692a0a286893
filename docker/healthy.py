"""Says whether a process of Wijkboek answers: `healthy.py URL` ends with 0 when it does, else 1."""

import sys
import urllib.request


def main(url: str) -> int:
    """0 when `url` answers 200 within three seconds, 1 with one line of why when it does not."""
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            healthy: bool = answer.status == 200
            return 0 if healthy else 1
    except OSError as error:  # urllib's own errors are of this kind too
        print(f"{url}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
