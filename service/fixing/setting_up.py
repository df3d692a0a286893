"""The notary of a place: with its signer, its witnesses, and who stamps."""

from service.database import Database
from service.fixing.notary import Notary
from service.fixing.place import Place
from service.fixing.publishing import Public
from service.fixing.standby import Standby
from service.notary.asking import WitnessClient
from service.notary.signer import SignerClient
from service.notary.timestamping import Stamper


def notary_of(
    database: Database, place: Place, authority: str | None = None, standby: Standby | None = None
) -> Notary:
    """The notary of that place, not started; `authority` is who stamps. Raises NotaryUnusable."""
    policy = place.policy()
    witnesses = [
        WitnessClient(policy.urls[who], key)
        for who, key in policy.witnesses.items()
        if who in policy.urls
    ]
    signer = SignerClient(place.socket, place.log())
    stamper = None if authority is None else Stamper(authority, place.folder / "timestamps")
    public = Public(place.public)
    return Notary(
        database, signer, public, witnesses, stamper, standby,
        enough=lambda note: policy.met(set(policy.times(note))),
    )  # fmt: skip
