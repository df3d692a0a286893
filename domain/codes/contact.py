"""Codes of contact and pressure: who took the initiative, how free it was, and why."""

from enum import StrEnum


class Initiative(StrEnum):
    """Who took the initiative to a contact (initiatief)."""

    RESIDENT = "resident"
    TEAM = "team"
    OTHER = "somebody-else"


class Character(StrEnum):
    """How free the resident is in it (karakter van het contact)."""

    VOLUNTARY = "voluntary"
    URGED = "urged"
    """Drang: formally voluntary still."""
    COERCED = "coerced"
    """Dwang: on the decision of a court, certified institution, public prosecutor or mayor."""


class OutreachGround(StrEnum):
    """Why a team comes to somebody who did not ask (grond voor bemoeizorg)."""

    SELF_NEGLECT = "self-neglect"
    CONFUSION = "confusion"
    NUISANCE = "nuisance"
    HOUSING_AT_RISK = "housing-at-risk"
    DEBT_WARNING = "debt-warning"
    CHILDREN = "children"


class PressureGround(StrEnum):
    """Why a team urges (grond voor drang)."""

    HOUSING_AT_RISK = "housing-at-risk"
    CHILDREN = "children"
    DANGER_TO_SELF = "danger-to-self"
    DANGER_TO_OTHERS = "danger-to-others"
    DEBTS_GROW = "debts-grow"


class Consequence(StrEnum):
    """What really follows where somebody does not take part (gevolg): told, never threatened."""

    NOTHING = "nothing"
    TEAM_STOPS = "team-stops"
    EVICTION_GOES_ON = "eviction-goes-on"
    ENERGY_CUT_OFF = "energy-cut-off"
    REPORT_TO_SAFE_AT_HOME = "report-to-safe-at-home"


class EscalationGround(StrEnum):
    """Why a case goes to somebody with more powers (grond voor opschalen)."""

    HELP_REFUSED = "help-refused"
    """Never by itself."""
    DANGER_GREW = "danger-grew"
    NEW_FACTS = "new-facts"
    LIGHTER_HELP_FAILED = "lighter-help-failed"
    CHILD_NOT_SAFE = "child-not-safe"


class EscalatedTo(StrEnum):
    """To whom a case is escalated (opgeschaald naar)."""

    SPECIALIST_TEAM = "specialist-team"
    SAFETY_HOUSE = "safety-house"
    CHILD_PROTECTION = "child-protection"
    MAYOR = "mayor"


class LighterOption(StrEnum):
    """What was tried or thought of first (lichtere mogelijkheid)."""

    OWN_NETWORK = "own-network"
    GENERAL_PROVISION = "general-provision"
    OTHER_WORKER = "other-worker"
    HELP_IN_ANOTHER_FORM = "help-in-another-form"
    WAITING = "waiting"


class DecisionGround(StrEnum):
    """Why an application is refused (weigeringsgrond). The last three are the only duties to
    co-operate; where they stand, the law table says."""

    HELP_REFUSED = "help-refused"
    """Never by itself."""
    NOT_NEEDED = "not-needed"
    OWN_STRENGTH = "own-strength"
    OTHER_LAW = "other-law"
    COMMON_PROVISION = "common-provision"
    NOT_RESIDENT_HERE = "not-resident-here"
    WMO_COOPERATION = "wmo-2.3.8-3"
    PARTICIPATION_COOPERATION = "pw-17-2"
    DEBT_COOPERATION = "wgs-7"


class ConcernLevel(StrEnum):
    """How great the concern is (zorgniveau), from least to most: what a person thinks of it."""

    NONE = "none"
    LIGHT = "light"
    RAISED = "raised"
    SERIOUS = "serious"
    ACUTE = "acute"


class MeldcodeStep(StrEnum):
    """The five steps of the meldcode, in their order (Wmo 3.3, Jw 4.1.7)."""

    SIGNS = "1-signs"
    CONSULT = "2-consult"
    TALK = "3-talk"
    WEIGH = "4-weigh"
    DECIDE = "5-decide"


class ConsultedWith(StrEnum):
    """With whom step 2 was taken."""

    COLLEAGUE = "colleague"
    SAFE_AT_HOME = "veilig-thuis"
    ATTENTION_OFFICER = "aandachtsfunctionaris"
    EXPERT = "expert"


class SkipGround(StrEnum):
    """For whose safety step 3 was left out."""

    SAFETY_OF_A_CHILD = "safety-of-a-child"
    SAFETY_OF_THE_RESIDENT = "safety-of-the-resident"
    SAFETY_OF_THE_WORKER = "safety-of-the-worker"


class Weighing(StrEnum):
    """The five questions of the afwegingskader: those named are answered yes."""

    SUSPICION = "suspicion"
    UNSAFE = "unsafe"
    """Acutely or structurally."""
    CAN_HELP = "can-help"
    HELP_ACCEPTED = "help-accepted"
    HELP_LEADS_TO_SAFETY = "help-leads-to-safety"


class LimitCode(StrEnum):
    """How often something may be done at most: a row of `domain/law/limits.toml`."""

    OUTREACH_ATTEMPTS = "outreach-attempts"
    RECIPIENTS = "recipients"
