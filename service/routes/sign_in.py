"""Signing in and out, for pages: off to the provider, back with a session, and away again.

The API takes no cookie: a page of another site can make a browser send one, and gets nothing.
"""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from service.identity import Caller, NotIdentified, ProviderAway
from service.identity.pages import Pages
from service.identity.sessions import LASTS
from service.identity.signing_in import WAITS, NotSignedIn, SigningIn
from service.problems import Problem
from service.wiring import json_response, service_of

router = APIRouter(include_in_schema=False)

CALLBACK = "/sign-in/callback"
NOT_KEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@router.get("/sign-in")
def sign_in(request: Request, to: str = "/", resident: bool = False) -> Response:
    """Off to the provider of workers, or of residents."""
    pages = service_of(request).pages
    signing_in = _with(pages, resident=resident)
    try:
        leaving = signing_in.begin(to)
    except NotSignedIn as error:
        raise _problem(error) from None
    except ProviderAway:
        raise _away() from None
    answer = RedirectResponse(leaving.address, 302, NOT_KEPT)
    _keep(answer, pages, signing_in.cookie, leaving.cookie, WAITS, path="/sign-in")
    return answer


@router.get(CALLBACK)
async def callback(request: Request) -> Response:
    """Workers come back here from their provider."""
    return await _back(request, resident=False)


@router.get(f"{CALLBACK}/resident")
async def callback_of_residents(request: Request) -> Response:
    """Residents come back here from theirs."""
    return await _back(request, resident=True)


async def _back(request: Request, *, resident: bool) -> Response:
    pages = service_of(request).pages
    signing_in = _with(pages, resident=resident)
    query = dict(request.query_params)
    if len(query) != len(request.query_params.multi_items()):
        raise _problem(NotSignedIn("the provider's answer says something twice"))
    cookie = request.cookies.get(signing_in.cookie)
    try:
        done = await run_in_threadpool(signing_in.end, query, cookie)
    except (NotSignedIn, NotIdentified) as error:
        raise _problem(error) from None
    except ProviderAway:
        raise _away() from None
    answer = RedirectResponse(done.to, 303, NOT_KEPT)
    answer.delete_cookie(signing_in.cookie, path="/sign-in")
    _keep(answer, pages, pages.sessions.cookie, pages.sessions.begin(done.caller), LASTS)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """The session ends here and, where the provider wants it, there."""
    pages = service_of(request).pages
    # A page of another site must not sign anybody out: browsers say where a form was sent from.
    if request.headers.get("origin", pages.public_url) != pages.public_url:
        raise Problem("NOT_VALID", "Sign out on a page of this service.")
    session = pages.sessions.of(request.cookies.get(pages.sessions.cookie))
    away = "/"
    if session is not None:
        pages.sessions.end(session)
        signing_in = pages.of(resident=session.caller.resident is not None)
        try:
            away = signing_in.leave("/") if signing_in else "/"
        except ProviderAway:
            away = "/"
    answer = RedirectResponse(away, 303, {**NOT_KEPT, "Clear-Site-Data": '"cookies"'})
    answer.delete_cookie(pages.sessions.cookie, path="/")
    return answer


@router.get("/session")
def get_session(request: Request) -> Response:
    """Who is signed in, until when."""
    session = service_of(request).pages.sessions.of(
        request.cookies.get(service_of(request).pages.sessions.cookie)
    )
    if session is None:
        raise Problem("NOT_IDENTIFIED", "Nobody is signed in: begin at /sign-in.")
    caller = session.caller
    return json_response(
        {
            "worker": None if caller.resident else caller.worker,
            "resident": caller.resident,
            "function": caller.function,
            "organisation": caller.organisation,
            "acr": caller.acr,
            "until": session.until,
        },
        headers=NOT_KEPT,
    )


def signed_in(request: Request) -> Caller:
    """Who looks at this page. Raises Problem: a page then sends the browser to /sign-in."""
    pages = service_of(request).pages
    session = pages.sessions.of(request.cookies.get(pages.sessions.cookie))
    if session is None:
        raise Problem("NOT_IDENTIFIED", "Nobody is signed in: begin at /sign-in.")
    return session.caller


def _with(pages: Pages, *, resident: bool) -> SigningIn:
    signing_in = pages.of(resident=resident)
    if signing_in is None:
        raise Problem("NOT_FOUND", "No provider is set here to sign anybody in.")
    return signing_in


def _keep(
    answer: Response, pages: Pages, name: str, value: str, seconds: int, path: str = "/"
) -> None:
    # Lax: the browser must bring it along when the provider sends it back here.
    secure = urlsplit(pages.public_url).scheme == "https"
    answer.set_cookie(
        name, value, max_age=seconds, path=path, httponly=True, samesite="lax", secure=secure
    )


def _problem(error: Exception) -> Problem:
    return Problem("NOT_IDENTIFIED", f"Nobody was signed in: {error}. Begin again at /sign-in.")


def _away() -> Problem:
    reason = "The provider that signs people in does not answer."
    return Problem("UNAVAILABLE", reason, headers={"Retry-After": "5"})
