"""A town whose letters are sent in a test: journal on PostgreSQL, addresses, a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from domain.fact import Event, Fact
from domain.facts.municipality import JournalOpened
from domain.terms import ResidentId, tag
from service.codec import encode
from service.database import Database
from service.journal import Journal
from service.opening import begun
from service.post.addresses import AddressBook
from service.post.carriers import Carriers
from service.post.letter import Address
from service.post.mail import MailServer
from service.post.printing import PrintQueue
from service.post.sender import Post, Sender
from service.records import Append
from tests.people import acting, bakker, opened_journal, receipt_letter, town
from tests.processes import journal_of
from tests.scenario import put

BAKKER = Address("Mevrouw A. Bakker", ("Verzonnenlaan 3", "9999 ZZ Nergenshuizen"))
OTHERS = 'name = "Teamleider"\nemail = "teamleider@example.org"\nlines = ["Postbus 1"]\n'


@dataclass
class Register:
    """Where residents live, as the register of residents would say; and which reads it was asked
    under."""

    known: dict[ResidentId, Address] = field(default_factory=lambda: {bakker: BAKKER})
    asked: list[int] = field(default_factory=list)

    def address_of(self, resident: ResidentId, read: int) -> Address | None:
        self.asked.append(read)
        return self.known.get(resident)


@dataclass
class PostOffice:
    """What a test of letters works with."""

    journal: Journal
    database: Database
    folder: Path
    register: Register
    mail: MailServer | None = None

    @property
    def genesis(self) -> Fact[JournalOpened]:
        return begun(self.journal)

    def sender(self) -> Sender:
        """A sender as another process would have it: it knows nothing of what went before."""
        queue = PrintQueue(self.folder / "post")
        book = AddressBook(self.register, self.folder / "addresses.toml")
        carriers = Carriers(queue, self.mail, self.genesis.event.simulated)
        return Sender(
            self.journal, self.database, self.genesis,
            Post(book, carriers, "Bel 14 000."),
        )  # fmt: skip

    def letters(self) -> dict[str, str]:
        """What lies in the print queue, by file name."""
        ready = self.folder / "post" / "ready"
        return {each.name: each.read_text("utf-8") for each in sorted(ready.glob("*"))}

    def told(self, message: str = receipt_letter) -> list[Any]:
        """What is on record of a message."""
        return [fact.event for fact in self.journal.read(tag("message", message))]

    def kinds(self, message: str = receipt_letter) -> list[str]:
        return [type(event).__name__ for event in self.told(message)]


@contextmanager
def post_office(
    database: Database, folder: Path, *, simulated: bool = False
) -> Iterator[PostOffice]:
    """A journal that has begun, and nobody sends yet."""
    with journal_of(database, folder) as journal:
        put(journal, replace(opened_journal, simulated=simulated), *town[1:])
        yield PostOffice(journal, database, folder, Register())


def together(journal: Journal, *events: Event) -> None:
    """On record as one command leaves them: a message beside what it tells."""
    context = acting()
    drafts = [encode(event, context, "0" * 64, journal.keys) for event in events]
    assert journal.store.append(Append(drafts)) is not None
