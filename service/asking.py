"""From a request to a command, and from what came of it to an answer."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import Depends, Header, Request
from starlette.responses import Response

from domain.codes import LegalBasis, Purpose
from domain.command import Knowledge
from domain.fact import Context
from domain.terms import CommandId, Signature
from service import answers
from service.ages import with_age
from service.deciding import AnyCommand
from service.identity import Caller
from service.outcome import Answer, OtherCommand
from service.routes.fields import Body, CaseBody
from service.routes.fields import CommandId as CommandIdField
from service.routes.fields import Signature as SignatureField
from service.wiring import language_of, service_of


class Asked:
    """One command, as asked: who by, under which id, and how it is answered."""

    def __init__(
        self, request: Request, key: CommandId, signature: Signature | None = None
    ) -> None:
        self._service = service_of(request)
        self._caller: Caller = request.state.caller
        self._language = language_of(request)
        self.id = key
        self._signature = signature

    def new(self, noun: str, given: str | None = None) -> str:
        """The id of something new: the one given, else one that follows from the command's, so
        that a retry names the same thing."""
        return given or str(uuid5(UUID(self.id), noun))

    def known(self, *needs: Knowledge) -> Sequence[Any]:
        """These folds, as far as is known: to complete a command with; it decides anew."""
        return self._service.journal.known(*needs)

    def known_now(self, *needs: Knowledge) -> Sequence[Any]:
        """These folds, with all that is on record by now. Raises StoreUnavailable."""
        return self._service.journal.known_now(*needs)

    def context(self, purpose: Purpose, basis: LegalBasis, body: Body | None = None) -> Context:
        """On whose word and by what right. Raises Problem."""
        if isinstance(body, CaseBody) and body.legal_basis is not None:
            basis = body.legal_basis
        occurred_at = body.occurred_at if body else None
        return Context(
            command=self.id,
            actor=self._caller.worker,
            function=self._caller.function,
            organisation=self._caller.organisation,
            purpose=purpose,
            basis=basis,
            funding_responsible=self._service.genesis().organisation,
            content_responsible=self._caller.organisation,
            occurred_at=occurred_at or self._service.now(),
            signature=self._signature,
        )

    def record(self, command: AnyCommand, body: Body | None = None, **made: str) -> Response:
        """What came of it. `made` names the new thing: its noun and id.

        Raises what `Journal.record` raises, and Problem.
        """
        name, journal = type(command).__name__, self._service.journal
        command = with_age(command, self._service.residents, self._service.genesis())
        return self.done(name, command.context, lambda: journal.record(command), body, **made)

    def approved(self) -> None:
        """Somebody approved a destruction: whoever carries it out looks now."""
        self._service.approved()

    def done(
        self,
        name: str,
        context: Context,
        work: Callable[[], Answer],
        body: Body | None = None,
        **made: str,
    ) -> Response:
        """What came of `work`, which records the command of that name, and does more than that.

        Raises what it raises, and Problem.
        """
        service, who = self._service, self._caller.worker
        service.refusals.check(who)
        service.backlog.check(lambda: service.journal.answer(context.command) is not None)
        with service.metrics.command(name) as seen:
            answer = work()
            if answer.repeated:
                self._same(answer, context, body)
                service.settled()
            seen.outcome = answers.outcome(answer)
        service.recorded(answer.facts)
        if answer.refusal is not None and not answer.repeated:
            service.refusals.count(who)
        return answers.response(answer, made, self._language)

    def _same(self, answer: Answer, now: Context, body: Body | None) -> None:
        """The fingerprint holds what a command says; this, the circumstances it was said in."""
        then = answer.facts[0].context
        said_when = body is not None and body.occurred_at is not None
        if (then.function, then.organisation, then.basis) != (
            now.function, now.organisation, now.basis,
        ) or (said_when and then.occurred_at != now.occurred_at):  # fmt: skip
            raise OtherCommand


async def asked(
    request: Request,
    key: Annotated[
        CommandIdField,
        Header(
            alias="Idempotency-Key",
            description="A UUID that the client draws for this request, and repeats when it tries"
            " again: the same key gives the first answer again.",
        ),
    ],
    signature: Annotated[
        SignatureField | None,
        Header(
            alias="Wijkboek-Signature",
            description="Of a worker who registered a signing key: her Ed25519 signature of this"
            " decision, base64url without padding.",
        ),
    ] = None,
) -> Asked:
    """What a route that records is given."""
    return Asked(request, key, signature)


AskedNow = Annotated[Asked, Depends(asked)]
