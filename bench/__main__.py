"""`./run bench`: one table, every row the median of interleaved runs in one go."""

import argparse
import sys
from collections.abc import Callable
from functools import partial

from rich.console import Console
from rich.progress import Progress

from bench import appending, fixing, growing, reading, rebuilding, replaying, serving
from bench.place import Place, place
from bench.table import Row, keep, show

Part = Callable[[Place, Progress, int, float], list[Row]]
PARTS: dict[str, Part] = {
    "append": appending.measure,
    "rebuild": rebuilding.measure,
    "replay": replaying.measure,
    "http": serving.measure,
    "reading": reading.measure,
    "notary": fixing.measure,
}
GROWTH = "growth"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="./run bench",
        description="Speed, as ratios within one run on this machine.",
        epilog=f"{GROWTH} fills a journal with a million facts, which takes many minutes: it runs"
        " only when it is named, or with --all.",
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART",
        help=f"what to measure: {', '.join(PARTS)} (these by default), {GROWTH}",
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help=f"all parts, {GROWTH} too")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, interleaved (5)")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a run (2)")
    parser.add_argument(
        "--facts", type=int, default=growing.LARGE,
        help=f"facts in the large journal of {GROWTH} and of notary ({growing.LARGE:,})",
    )  # fmt: skip
    parser.add_argument("--keep", action="store_true", help="write it to bench/RESULTS.md")
    parser.add_argument("--quick", action="store_true", help="less of everything: a first look")
    given = parser.parse_args()
    if given.quick:
        given.rounds, given.seconds, given.facts = 1, 1.0, min(given.facts, 2 * growing.SMALL)
    rates = fixing.RATES[1:2] if given.quick else fixing.RATES
    sizes = [*(size for size in fixing.SIZES if size < given.facts), given.facts]
    parts: dict[str, Part] = {
        **PARTS, "notary": partial(fixing.measure, sizes=sizes, rates=rates),
        GROWTH: partial(growing.measure, facts=given.facts),
    }  # fmt: skip
    unknown = [name for name in given.parts if name not in parts]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}: there are {', '.join(parts)}")
    if given.rounds < 1 or given.seconds <= 0 or given.facts <= growing.SMALL:
        parser.error(f"--rounds and --seconds are above 0, and --facts is above {growing.SMALL:,}")
    chosen = list(parts) if given.all else given.parts or list(PARTS)
    console = Console(width=None if sys.stdout.isatty() else 100)
    rows: list[Row] = []
    with place() as here, Progress(console=console) as progress:
        for name in chosen:
            rows += parts[name](here, progress, given.rounds, given.seconds)
    show(rows, console)
    if given.keep:
        keep(rows, " ".join(sys.argv[1:]))


if __name__ == "__main__":
    main()
