"""By which way a letter goes: mail server, print queue, or in a simulation a folder."""

from contextlib import suppress
from dataclasses import dataclass

from domain.codes import Channel, Undelivered
from domain.decisions.telling import SENT_FROM_HERE
from domain.terms import Proof
from service.journal import Journal
from service.post.composing import on_paper
from service.post.filling import Known
from service.post.letter import Carried, Letter, NotSent
from service.post.mail import MailServer, as_mail
from service.post.printing import PrintQueue
from service.post.proving import proof_of

INVENTED = "wijkboek@example.org"


@dataclass(frozen=True)
class Carriers:
    """The ways there are. In a simulation no mail server is spoken to: a folder takes its place."""

    queue: PrintQueue
    mail: MailServer | None
    simulated: bool

    def carry(self, letter: Letter, known: Known, journal: Journal) -> Carried:
        """Send it the way that was asked for, or where that is not there the other.

        What the recipient prefers comes first, then what was ordered. Raises NotSent.
        """
        by_mail = bool(letter.to.email) and (self.mail is not None or self.simulated)
        on_paper_too = bool(letter.to.lines)
        if not (by_mail or on_paper_too):
            known_at_all = bool(letter.to.email)
            raise NotSent(Undelivered.NO_CHANNEL if known_at_all else Undelivered.NO_ADDRESS)
        wanted = letter.to.prefers if letter.to.prefers in SENT_FROM_HERE else letter.channel
        if by_mail and (wanted is Channel.EMAIL or not on_paper_too):
            return self._mailed(letter, journal)
        return self._printed(letter, known, journal)

    def _mailed(self, letter: Letter, journal: Journal) -> Carried:
        before = self._noted(letter)
        if before is not None:  # it went, and that was not put on record
            return Carried(Channel.EMAIL, before)
        sender = self.mail.sender if self.mail else INVENTED
        mail = as_mail(letter, sender, journal.now())
        proof = proof_of(mail, journal.keys)
        if self.mail is None or self.simulated:
            return Carried(Channel.EMAIL, self.queue.put(letter.message, ".eml", mail, proof))
        said = self.mail.hand_in(mail, str(letter.to.email))
        with suppress(OSError):  # it went, all the same
            self.queue.note(letter.message, proof)
        return Carried(Channel.EMAIL, proof, proof_of(said, journal.keys))

    def _noted(self, letter: Letter) -> Proof | None:
        try:
            return self.queue.noted(letter.message)
        except OSError:
            raise NotSent(Undelivered.NOT_WRITTEN) from None

    def _printed(self, letter: Letter, known: Known, journal: Journal) -> Carried:
        on = known.written(known.ordered.recorded_at.date())
        page = on_paper(letter, known.organisation(known.municipality), on).encode()
        proof = proof_of(page, journal.keys)
        return Carried(Channel.LETTER, self.queue.put(letter.message, ".txt", page, proof))
