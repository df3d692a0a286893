"""The sender of an open journal, put together from the settings."""

from contextlib import ExitStack
from pathlib import Path

from service.opening import Opened, genesis
from service.post.addresses import AddressBook, Invented, Residents
from service.post.carriers import Carriers
from service.post.mail import MailServer
from service.post.printing import PrintQueue
from service.post.sender import Post, Sender
from service.register.addresses import RegisterAddresses
from service.register.register import Register
from service.register.rows import Rows
from service.settings import Settings


def sender_of(opened: Opened) -> Sender | None:
    """Who sends the letters of this journal; None where it has not begun."""
    first = genesis(opened.journal)
    if first is None:
        return None
    return Sender(opened.journal, opened.database, first, post_of(opened, first.event.simulated))


def post_of(opened: Opened, simulated: bool) -> Post:
    """Addresses, print queue and mail server, as the settings name them."""
    settings = opened.settings
    held = ExitStack()
    rows = held.enter_context(Rows(opened.database))
    register: Residents = RegisterAddresses(Register(opened.journal, rows))
    return Post(
        addresses=AddressBook(
            Invented(register) if simulated else register,
            settings.post_addresses or settings.home / "addresses.toml",
        ),
        carriers=Carriers(PrintQueue(folder_of(settings)), mail_server(settings), simulated),
        contact=settings.contact,
        close=held.close,
    )


def folder_of(settings: Settings) -> Path:
    """The print queue of this municipality: of no other, also where they share a home."""
    return (settings.post_folder or settings.home / "post") / settings.municipality


def mail_server(settings: Settings) -> MailServer | None:
    """Where e-mail is handed in; None where no mail server is named, or no sender."""
    if settings.mail_host is None or settings.mail_sender is None:
        return None
    password = settings.mail_password
    return MailServer(
        host=settings.mail_host, port=settings.mail_port, sender=settings.mail_sender,
        security=settings.mail_security, user=settings.mail_user,
        password=password.get_secret_value() if password else None,
    )  # fmt: skip
