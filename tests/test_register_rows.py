"""The register of residents: sealed, found blindly, erasable, and never other than was recorded."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from psycopg import sql

from domain.codes import Channel, Language, Need, RegisterPart, RemovalGround
from domain.command import Malformed, Unknown
from domain.decisions.register import ReadRegister
from domain.facts.resident import ResidentChanged, ResidentRegistered, ResidentRemoved
from domain.refusal import Refusal
from domain.terms import ResidentId
from service.database import Database
from service.keys import FileKeys, ReadRequired
from service.outcome import OtherCommand
from service.post.letter import Address
from service.records import Append, StoreUnavailable
from service.register.addresses import RegisterAddresses
from service.register.blind import BlindKind, blinds, by_name, plain
from service.register.check import check
from service.register.person import Contact, Names, Person, Preferences, person
from service.register.register import Register
from service.tombstones import remember, tombstones
from tests.people import bakker, by_watcher, max_, named, wit
from tests.register import (
    anew,
    as_superuser,
    meneer_de_wit,
    meneer_max,
    mevrouw_bakker,
    register_on,
    registered,
)

EVERYTHING = tuple(RegisterPart)
twin = ResidentId(named("twin"))


def test_what_is_registered_is_read_back_part_by_part(database: Database) -> None:
    with register_on(database) as register:
        answer = register.register(anew(), bakker, mevrouw_bakker)
        (fact,) = answer.facts
        assert isinstance(fact.event, ResidentRegistered)
        assert fact.event.parts == mevrouw_bakker.parts() == EVERYTHING
        assert register.shown(bakker, EVERYTHING, 0) == mevrouw_bakker
        only = register.shown(bakker, [RegisterPart.BIRTH_DATE], 0)
        assert only == Person(birth_date=date(1941, 5, 6))
        assert check(register).differences == ()


def test_nothing_of_a_person_lies_open_in_any_table(database: Database) -> None:
    with register_on(database) as register:
        register.register(anew(), bakker, mevrouw_bakker)
        everything = " ".join(every_row(database))
    assert str(bakker) in everything
    for said in (
        "Bakker",
        "Johanna",
        "1941-05-06",
        "999990019",
        "Kerkstraat",
        "example.org",
        "large",
    ):
        assert said not in everything
        assert said.encode().hex() not in everything


def every_row(database: Database) -> Iterator[str]:
    """Of every table of this municipality, as text (bytes in hex)."""
    with database.connect() as superuser:
        tables = superuser.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname LIKE %s",
            [f"{database.schema}%"],
        ).fetchall()
        assert ("haarlem_register", "part") in tables
        for table in tables:
            select = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(*table))
            yield from (row for (row,) in superuser.execute(select))


def test_a_change_seals_what_changed_and_keeps_the_rest(database: Database) -> None:
    with register_on(database) as register:
        registered(register, bakker)
        before = register.standing(bakker)
        moved = Person(contact=Contact("Dorpsweg 2", "2012 BB", "Haarlem"))
        (fact,) = register.change(anew(), bakker, moved).facts
        assert isinstance(fact.event, ResidentChanged)
        assert fact.event.parts == (RegisterPart.CONTACT,)
        now = register.standing(bakker)
        assert before is not None and now is not None
        assert now.parts[RegisterPart.NAMES] == before.parts[RegisterPart.NAMES]
        shown = register.shown(bakker, EVERYTHING, 0)
        assert shown == replace(mevrouw_bakker, contact=moved.contact)
        gone = before.parts[RegisterPart.CONTACT].key_id
        assert register.keys.open([gone], 1) == {}, "the old address is destroyed"
        assert [e.command for e in register.rows.of_residents([bakker]) if e.parts] == [now.command]
        assert check(register).differences == ()


def test_who_marries_is_found_under_the_new_name_alone(database: Database) -> None:
    with register_on(database) as register:
        registered(register, bakker)
        birth = date(1941, 5, 6)
        register.change(anew(), bakker, Person(names=Names("Visser"), birth_date=birth))
        old, new = (
            register.found({BlindKind.NAME_AND_BIRTH: by_name(register.keys, name, birth)})
            for name in ("Bakker", "VISSER")
        )
        assert old == {BlindKind.NAME_AND_BIRTH: ()}
        assert new == {BlindKind.NAME_AND_BIRTH: (bakker,)}
        number = {BlindKind.NUMBER: blinds(register.keys, mevrouw_bakker)[BlindKind.NUMBER]}
        assert register.found(number) == {BlindKind.NUMBER: (bakker,)}


def test_names_and_birth_date_change_together_or_not_at_all(database: Database) -> None:
    with register_on(database) as register:
        registered(register, bakker)
        for half in (Person(names=Names("Visser")), Person(birth_date=date(1941, 5, 7))):
            with pytest.raises(Malformed, match=r"^birth_date: "):
                register.change(anew(), bakker, half)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jansen", "JANSEN"), ("de Vries", "De Vries"), ("Müller", "Mu\u0308ller"),
        ("Dijk", "D\u0133k"), ("van 't Hof", "van ’t Hof"), ("Smit-Jansen", "Smit Jansen"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_spelt(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_nobody_is_registered_twice_under_one_number(database: Database) -> None:
    with register_on(database) as register:
        registered(register, bakker)
        same = Person(Names("Bakker-Visser"), date(1941, 6, 5), mevrouw_bakker.number)
        refused = register.register(anew(), wit, same)
        assert refused.refusal is Refusal.SAME_NUMBER
        confirmed = register.register(anew(), wit, same, [bakker])
        assert confirmed.refusal is Refusal.SAME_NUMBER, "a number is one person's, whoever says so"
        registered(register, max_)
        taken = register.change(anew(), max_, Person(number=mevrouw_bakker.number))
        assert taken.refusal is Refusal.SAME_NUMBER
        assert register.shown(max_, EVERYTHING, 0) == meneer_max
        assert check(register).differences == ()


def test_somebody_alike_is_asked_about_and_a_twin_is_confirmed(database: Database) -> None:
    with register_on(database) as register:
        registered(register, wit)
        piet = Person(Names("Wit", "Piet", "de"), meneer_de_wit.birth_date)
        assert register.register(anew(), twin, piet).refusal is Refusal.POSSIBLY_KNOWN
        assert register.standing(twin) is None
        (fact,) = register.register(anew(), twin, piet, [wit]).facts
        assert isinstance(fact.event, ResidentRegistered) and fact.event.alike
        assert register.shown(twin, EVERYTHING, 0) == piet
        assert check(register).differences == ()


def test_what_was_refused_leaves_nothing_to_read(database: Database) -> None:
    with closing(FileKeys(bytes(32), database)) as keys, register_on(database, keys) as register:
        registered(register, wit)
        register.register(anew(), twin, Person(Names("Wit"), meneer_de_wit.birth_date))
        (left,) = register.rows.of_residents([twin])
        assert not left.parts and not left.blinds
        assert keys_of(database, twin) == 0
        assert keys_of(database, wit) == 2


def test_the_same_command_gives_the_first_answer_again(database: Database) -> None:
    with register_on(database) as register:
        asked = anew()
        first = register.register(asked, bakker, mevrouw_bakker)
        again = register.register(asked, bakker, mevrouw_bakker)
        assert again.repeated and again.position == first.position
        changed = anew()
        moved = Person(contact=Contact("Dorpsweg 2"))
        register.change(changed, bakker, moved)
        assert register.change(changed, bakker, moved).repeated
        assert register.register(asked, bakker, mevrouw_bakker).repeated, "after it was superseded"
        with pytest.raises(OtherCommand):
            register.register(asked, bakker, meneer_max)
        refused = anew()
        for _ in range(2):
            same = register.register(
                refused, wit, replace(meneer_de_wit, number=mevrouw_bakker.number)
            )
            assert same.refusal is Refusal.SAME_NUMBER
        assert register.rows.count() == 3
        assert check(register).differences == ()


def test_who_was_never_registered_cannot_be_changed_shown_or_removed(database: Database) -> None:
    with register_on(database) as register:
        moved = Person(contact=Contact("Dorpsweg 2"))
        with pytest.raises(Unknown):
            register.change(anew(), bakker, moved)
        with pytest.raises(Unknown):
            register.shown(bakker, EVERYTHING, 0)
        with pytest.raises(Unknown):
            register.remove(anew(by_watcher), bakker, RemovalGround.ERASURE_REQUEST)
        assert register.rows.count() == 0


def test_a_row_that_no_fact_names_yet_is_found_again_by_its_command(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dies between the row and its fact: nothing is shown, and the same command goes on."""
    with register_on(database) as register:
        asked = anew()
        with monkeypatch.context() as broken:

            def away(request: Append) -> None:
                raise StoreUnavailable("the database cannot be reached")

            broken.setattr(register.journal.store, "append", away)
            with pytest.raises(StoreUnavailable):
                register.register(asked, bakker, mevrouw_bakker)
        assert register.standing(bakker) is None
        assert register.found(blinds(register.keys, mevrouw_bakker)) == {
            BlindKind.NUMBER: (), BlindKind.NAME_AND_BIRTH: (),
        }  # fmt: skip
        (left,) = register.rows.of_residents([bakker])
        answer = register.register(asked, bakker, mevrouw_bakker)
        assert not answer.repeated
        standing = register.standing(bakker)
        assert standing is not None and standing.pt_commit == left.pt_commit
        assert check(register).differences == ()


def test_a_resident_who_goes_is_gone_with_keys_and_index(database: Database) -> None:
    with register_on(database) as register:
        registered(register, bakker, max_)
        keys = register.standing(bakker)
        assert keys is not None
        assert register.remove(anew(), bakker, RemovalGround.RETENTION_ENDED).refusal
        assert register.shown(bakker, EVERYTHING, 0) == mevrouw_bakker, "not by Fatima"
        (fact,) = register.remove(anew(by_watcher), bakker, RemovalGround.RETENTION_ENDED).facts
        assert isinstance(fact.event, ResidentRemoved)
        assert register.standing(bakker) is None
        assert register.rows.of_residents([bakker]) == []
        assert register.keys.open(keys.key_ids(), 1) == {}
        assert check(register).differences == ()
        assert check(register).residents == 1
        with pytest.raises(Unknown):
            register.shown(bakker, EVERYTHING, 0)


def test_who_asks_again_to_take_a_row_out_does_not_take_out_the_next(database: Database) -> None:
    with register_on(database) as register:
        registered(register, bakker)
        asked = anew(by_watcher)
        first = register.remove(asked, bakker, RemovalGround.REGISTERED_BY_MISTAKE)
        registered(register, bakker)
        again = register.remove(asked, bakker, RemovalGround.REGISTERED_BY_MISTAKE)
        assert again.repeated and again.position == first.position
        assert register.shown(bakker, EVERYTHING, 0) == mevrouw_bakker
        assert check(register).differences == ()


def test_keys_of_who_goes_have_a_tombstone_before_they_are_destroyed(
    database: Database, tmp_path: Path
) -> None:
    with register_on(database) as plain:
        register = Register(plain.journal, plain.rows, partial(remember, tmp_path))
        registered(register, bakker)
        row = register.standing(bakker)
        assert row is not None
        register.remove(anew(by_watcher), bakker, RemovalGround.ERASURE_REQUEST)
        assert set(tombstones(tmp_path)) == row.key_ids()


def test_a_letter_finds_its_address_and_opens_nothing_else(database: Database) -> None:
    with register_on(database) as register:
        registered(register, bakker, wit)
        addresses = RegisterAddresses(register)
        assert addresses.address_of(bakker, 1) == Address(
            "Johanna de Bakker", ("Kerkstraat 1", "2011 AA Haarlem"), "j.bakker@example.org",
            Channel.LETTER,
        )  # fmt: skip
        assert addresses.address_of(wit, 1) == Address("Jan de Wit")
        assert addresses.address_of(max_, 1) is None


def test_texts_of_a_person_come_back_as_they_went(database: Database) -> None:
    for who in (mevrouw_bakker, meneer_max, meneer_de_wit):
        assert person(who.texts()) == who
    needy = Preferences(Language.ARABIC, Channel.PHONE, tuple(Need))
    assert person(Person(preferences=needy).texts()).preferences == needy


@pytest.mark.requirement("Z-03")
def test_a_key_of_the_register_opens_on_a_read_of_that_resident_and_on_no_other(
    database: Database,
) -> None:
    with closing(FileKeys(bytes(32), database)) as keys, register_on(database, keys) as register:
        registered(register, bakker, max_)
        assert keys_of(database, bakker) == 5
        asked = ReadRegister(context=anew(), resident=bakker, parts=(RegisterPart.NAMES,))
        read = register.journal.record(asked).position
        shown = register.shown(bakker, [RegisterPart.NAMES], read)
        assert shown.names == mevrouw_bakker.names
        for who, at in ((max_, read), (bakker, read - 1)):
            with pytest.raises(ReadRequired):
                register.shown(who, [RegisterPart.NAMES], at)


def keys_of(database: Database, resident: ResidentId) -> int:
    return as_superuser(database, "SELECT FROM {k}.key WHERE unit = %s", f"resident:{resident}")
