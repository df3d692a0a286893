"""`./run bench`: one table, every row the median of interleaved runs in one go."""

import argparse

from rich.console import Console
from rich.progress import Progress

from bench import appending
from bench.place import place
from bench.table import Row, keep, show

PARTS = {"append": appending.measure}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="./run bench", description="Speed, as ratios within one run on this machine."
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure; all")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, interleaved (5)")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a run (2)")
    parser.add_argument("--keep", action="store_true", help="write it to bench/RESULTS.md")
    given = parser.parse_args()
    console = Console()
    rows: list[Row] = []
    with place() as here, Progress(console=console) as progress:
        for name in given.parts or PARTS:
            rows += PARTS[name](here, progress, given.rounds, given.seconds)
    show(rows, console)
    if given.keep:
        keep(rows, " ".join(given.parts))


if __name__ == "__main__":
    main()
