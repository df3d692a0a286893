"""What people in a simulated town say and write: invented names in ready sentences, in Dutch."""

from collections.abc import Mapping, Sequence
from random import Random

from faker import Faker

QUESTIONS = (
    "Ik kom de trap niet meer op en slaap nu beneden.",
    "Wij redden het niet meer met de post en de rekeningen.",
    "Mijn zoon gaat al weken niet naar school.",
    "Sinds mijn man er niet meer is, kom ik nauwelijks buiten.",
    "Ik zorg voor mijn moeder en ik ben op.",
    "Het huishouden lukt niet meer sinds mijn operatie.",
    "Ik wil graag weer iets doen overdag.",
)
SIGNALS = (
    "De buurvrouw heeft {naam} al weken niet gezien.",
    "Er is huurachterstand en {naam} reageert niet op brieven.",
    "{naam} kwam in de war aan de balie.",
    "De huisarts maakt zich zorgen over {naam}.",
)
FINDINGS = (
    "{naam} vertelt dat het vooral in de ochtend niet lukt.",
    "Samen de post doorgenomen; drie rekeningen liggen nog open.",
    "{naam} heeft een zus in de buurt die twee keer per week komt.",
    "De trap is steil en er is geen tweede leuning.",
    "{naam} wil eerst weer zelf boodschappen kunnen doen.",
    "Afgesproken dat {naam} zelf de huisarts belt.",
    "Het gaat beter: {naam} was deze week drie keer buiten.",
)
GOALS = (
    "Weer in het eigen bed slapen, boven.",
    "Elke maand geld over houden voor de boodschappen.",
    "Twee dagen in de week naar school, daarna meer.",
    "Iedere dag even buiten, en op zaterdag naar de markt.",
)
NEEDS = ("Begeleiding bij de administratie, een uur per week.", "Hulp in de ochtend, thuis.",
         "Dagbesteding, twee dagen per week.")  # fmt: skip
REASONS = ("Een douchestoel.", "Reiskosten naar de dagbesteding.", "Een koelkast; de oude is stuk.",
           "Eerste maand huur, om uitzetting te voorkomen.", "Een fiets voor school.")  # fmt: skip
GROUNDS = ("{naam} kan het niet zelf en niemand in de buurt kan helpen.",
           "Zonder dit kan {naam} niet thuis blijven wonen.")  # fmt: skip
GUESSES = ("Misschien drinkt {naam} meer dan goed is.", "Misschien is er ruzie met de buren.",
           "Misschien durft {naam} niet alleen te zijn.")  # fmt: skip
CONTESTS = ("Zo is het niet gegaan.", "Dat was één keer, en het is lang geleden.",
            "Ik heb dat anders gezegd.")  # fmt: skip
EXCEPTIONS = ("Niets naar school.", "Niets over mijn zus.", "Niet aan wie mij vroeger hielp.")
NOS = ("Ik wil geen hulp.", "Laat mij met rust.", "Ik red het zelf wel.")
VIEWS = ("{naam} is blij met de hulp.", "{naam} wil liever minder vaak bezoek.",
         "{naam} wil graag nog even door.")  # fmt: skip
WHYS = ("De doelen zijn nog niet gehaald.", "Er loopt nog een aanvraag.",
        "Zonder steun valt {naam} terug.")  # fmt: skip
TEAMS = ("Oost", "Zuid", "West", "Noord", "Centrum", "Hof", "Duin", "Meer")
PROVIDERS = ("De Kliniek", "Thuis Verder", "Jeugd op Weg", "De Werkplaats", "Maat en Wijk",
             "Schuldhulp Samen", "Het Dagdeel", "Zorg aan Zee", "De Buurtkamer", "Kamer en Raad",
             "Woonhulp Noord", "Stap voor Stap")  # fmt: skip


class Names:
    """Invented people; the same seed invents the same ones."""

    def __init__(self, seed: int, how_many: int = 400) -> None:
        faker = Faker("nl_NL")
        faker.seed_instance(seed)
        self._names: Sequence[str] = [faker.last_name() for _ in range(how_many)]

    def pick(self, rng: Random) -> str:
        """Somebody, as a letter would call them."""
        title = rng.choice(("mevrouw", "meneer"))
        return f"{title} {rng.choice(self._names)}"


def say(rng: Random, sentences: Sequence[str], name: str) -> str:
    """One of these sentences, about that person."""
    values: Mapping[str, str] = {"naam": name}
    said = rng.choice(sentences).format_map(values)
    return said[0].upper() + said[1:]
