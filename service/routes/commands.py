"""What came of a command: the first answer, for who lost it on the way."""

from starlette.requests import Request
from starlette.responses import Response

from service.answers import CommandAnswer, recalled
from service.entrance import routes_about
from service.problems import Problem
from service.routes.documented import READ
from service.routes.fields import CommandId
from service.wiring import json_response, language_of, service_of

router = routes_about("commands")


@router.get("/commands/{command}", response_model=CommandAnswer, **READ)
def get_command(command: CommandId, request: Request) -> Response:
    """What came of one's own command (opdracht), by its Idempotency-Key."""
    service = service_of(request)
    answer = service.journal.answer(command)
    if answer is None or answer.facts[0].context.actor != request.state.caller.worker:
        raise Problem("UNKNOWN", "There is no such command of yours.")
    service.settled()
    return json_response(recalled(answer, language_of(request)))
