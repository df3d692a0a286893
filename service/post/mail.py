"""E-mail by SMTP (RFC 5321), and what "never twice" can mean there.

Between the mail server's yes and our note of it lies a moment in which a process can be killed.
What is sent again then bears the same Message-ID (RFC 5322 3.6.4), made from the message's id: a
mail server or reader that looks at it shows one. More no sender of e-mail can promise; and of two
letters and none, two is the smaller harm.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from domain.codes import Undelivered
from service.post.letter import Letter, NotSent

PATIENCE = 20.0
"""How long the mail server may take over one step, in seconds."""
PLAIN_ADDRESS = re.compile(r"[!-?A-~]+@[0-9A-Za-z.-]+")
"""An address in ASCII, without a blank or a second @: enough to put it into a header."""
REFUSED = 500
"""From this reply code on the mail server will not have it, now or later (RFC 5321 4.2.1)."""


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed in, and in whose name."""

    host: str
    port: int
    sender: str
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def hand_in(self, mail: bytes, to: str) -> bytes:
        """Hand in an e-mail; what the mail server said to it. Raises NotSent.

        What an error of the mail server says is not repeated: it quotes the address.
        """
        try:
            server = self._connection()
            try:
                _yes(server.mail(self.sender))
                _yes(server.rcpt(to), Undelivered.ADDRESS_REFUSED)
                return _yes(server.data(mail))
            finally:
                with suppress(smtplib.SMTPException, OSError):  # what it took, it took
                    server.quit()
                server.close()
        except (smtplib.SMTPException, OSError):
            raise NotSent(Undelivered.UNREACHABLE) from None

    def _connection(self) -> smtplib.SMTP:
        safely = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=PATIENCE, context=safely
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        server.ehlo()
        if self.security == "starttls":
            server.starttls(context=safely)
            server.ehlo()
        if self.user is not None:
            server.login(self.user, self.password or "")
        return server


def _yes(reply: tuple[int, bytes], never: Undelivered = Undelivered.UNREACHABLE) -> bytes:
    code, said = reply
    if code >= REFUSED:
        raise NotSent(never)
    if code >= 400:
        raise NotSent(Undelivered.UNREACHABLE)
    return said


def as_mail(letter: Letter, sender: str, at: datetime) -> bytes:
    """The bytes of an e-mail (RFC 5322). The same letter has the same Message-ID, whenever it is
    sent. Raises NotSent for an address that is none."""
    mail = EmailMessage(policy=SMTP)
    to = letter.to.email or ""
    if not PLAIN_ADDRESS.fullmatch(to):
        raise NotSent(Undelivered.ADDRESS_REFUSED)
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{letter.message}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer by machine, please
    mail.set_content(letter.text)
    return mail.as_bytes()
