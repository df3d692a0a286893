"""A letter composed from a template: blanks filled in, in the words and language of the fact."""

from domain.codes import Undelivered
from domain.templates import BLANK, by_digest
from service.post.filling import BLANKS, Known
from service.post.letter import Letter, NotSent
from service.simulated import LABEL

EMPTY_LINE = "\n\n"


def composed(known: Known, *, simulated: bool) -> Letter:
    """The letter that was ordered. Raises NotSent where its text is not what the order names, or
    what it should say is not there any more."""
    ordered = known.ordered.event
    text = by_digest(ordered.text)
    if text is None or text.template is not ordered.template or text.blanks - BLANKS.keys():
        raise NotSent(Undelivered.TEXT_CHANGED)
    said = known.blanks(text.blanks)
    # One pass: what somebody wrote is not looked through for blanks.
    body = BLANK.sub(lambda blank: said[blank[1]], text.body)
    subject = BLANK.sub(lambda blank: said[blank[1]], text.subject)
    return Letter(
        message=ordered.message,
        channel=ordered.channel,
        to=known.to,
        subject=f"{LABEL}: {subject}" if simulated else subject,
        text=f"{LABEL}{EMPTY_LINE}{body}" if simulated else body,
    )


def on_paper(letter: Letter, sender: str, on: str) -> str:
    """The letter with its head: who writes, to which address, when, and under what number."""
    head = (sender, "", letter.to.name, *letter.to.lines, "", on, letter.message, "")
    return "\n".join((*head, letter.subject, "", letter.text, ""))
