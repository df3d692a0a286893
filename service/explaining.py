"""An explanation as HTTP shows it and as a terminal prints it: one order, two renderings."""

from collections.abc import Iterator
from typing import Any

from rich.markup import escape

from domain.refusal import RULES
from domain.terms import Cents
from projections.narrative import SPEECHES, article, what_next, why, word
from service.answers import told
from service.codec import instant
from service.explain import Explanation, Link, Verdict


def explanation_shown(explained: Explanation) -> dict[str, Any]:
    """Codes, amounts, dates and ids: no words about anybody."""
    context = explained.context
    return {
        "fact": told(explained.fact),
        "recordedAt": instant(explained.fact.recorded_at),
        "actor": context.actor,
        "function": context.function,
        "organisation": context.organisation,
        "purpose": context.purpose,
        "legalBasis": context.basis,
        "mandates": [_link(link) for link in explained.chain],
        "complete": explained.complete,
        "rules": explained.rules,
        "law": [
            {"code": row.code, "source": row.source, "mark": row.mark, "edition": row.edition,
             "validFrom": row.valid_from}
            for row in explained.rows
        ],
        "access": [
            {"roles": sorted(act.roles), "demand": act.demand, "source": act.source,
             "edition": act.edition}
            for act in explained.access
        ],
        "configuration": explained.configuration,
        "restedOn": [
            {"position": fact.position, "type": type(fact.event).__name__}
            for fact in explained.rested_on
        ],
        "then": _verdict(explained.then),
        "now": _verdict(explained.now),
        "upheld": explained.upheld,
    }  # fmt: skip


def _link(link: Link) -> dict[str, Any]:
    return {
        "mandate": link.mandate, "grantedAt": link.granted_at, "function": link.function,
        "organisation": link.organisation, "kind": link.kind, "limit": link.limit,
        "since": link.since, "until": link.until, "body": link.body,
        "decidedOn": link.decided_on, "publication": link.publication, "stood": link.stood,
        "stands": link.stands,
    }  # fmt: skip


def _verdict(verdict: Verdict) -> dict[str, Any]:
    refusal = verdict.refusal
    return {
        "facts": list(verdict.kinds), "refusal": refusal, "unsaid": verdict.unsaid,
        "article": RULES[refusal].article if refusal else None,
    }  # fmt: skip


def explanation_told(explained: Explanation, language: str = "nl") -> Iterator[tuple[str, str]]:
    """Line after line: what it is about, and what there is to say of it; as rich markup."""
    speech, context = SPEECHES[language], explained.context
    event = explained.fact.event
    yield "what", f"{type(event).__name__}, position {explained.fact.position:,}"
    if (amount := getattr(event, "amount", None)) is not None:
        yield "amount", speech.euros(Cents(amount))
    yield "when", f"{explained.fact.recorded_at.isoformat(timespec='seconds')}"
    yield "by", f"worker {context.actor} in function {context.function}"
    yield "ground", escape(f"{word(context.basis, language)} ({context.basis})")
    for depth, link in enumerate(explained.chain):
        yield ("mandate" if depth == 0 else "out of"), escape(_told_link(link, language))
    if not explained.complete:
        yield "", "[red]The chain to a publication is not complete.[/]"
    yield "rules", f"edition {explained.rules}"
    for row in explained.rows:
        yield "", escape(f"{row.code}: {row.source} ({row.mark})")
    for act in explained.access:
        yield "access", escape(f"{', '.join(sorted(act.roles))}: {act.demand} ({act.source})")
    version = explained.configuration
    yield "configuration", "none asked" if version is None else f"version {version}"
    kinds: dict[str, list[str]] = {}
    for fact in explained.rested_on:
        kinds.setdefault(type(fact.event).__name__, []).append(f"{fact.position:,}")
    for kind, positions in kinds.items():
        more = f" and {len(positions) - 5:,} more" if len(positions) > 5 else ""
        yield "rested on", f"{kind} {', '.join(positions[-5:])}{more}"
    yield "its day", f"{_said(explained.then, language)}{_agrees(explained)}"
    yield "today", _said(explained.now, language)


def _told_link(link: Link, language: str) -> str:
    if link.granted_at is None or link.kind is None or link.limit is None:
        return f"{link.mandate}: never granted"
    speech = SPEECHES[language]
    body = f", {word(link.body, language)}" if link.body else ""
    decided = f" on {speech.day(link.decided_on)}" if link.decided_on else ""
    until = speech.day(link.until) if link.until else ""
    since = speech.day(link.since) if link.since else ""
    stood = "stood" if link.stood else "did not stand"
    now = "" if link.stands == link.stood else ", and no longer does"
    return (
        f"{link.mandate}: {word(link.kind, language)}, up to {speech.euros(link.limit)}, {since} -"
        f" {until}; granted at {link.granted_at:,}{body}{decided}, {link.publication}; {stood}{now}"
    )


def _said(verdict: Verdict, language: str) -> str:
    if verdict.unsaid:
        return escape(f"cannot be said: {verdict.unsaid}")
    if (refusal := verdict.refusal) is None:
        return ", ".join(verdict.kinds)
    rule = RULES[refusal]
    reason = f"{why(refusal, language)} {article(rule.article, language)}."
    return escape(f"{refusal}: {reason} {what_next(rule.next_step, language)}")


def _agrees(explained: Explanation) -> str:
    return ": as is on record" if explained.upheld else " [red]and that is not on record[/]"
