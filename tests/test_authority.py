"""Gezag and representation: dated, from a source that can say so; and the ages that count."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as any_
from hypothesis import strategies as st

from domain.codes import AgeBand, AuthoritySource, RepresentativeKind, Tie
from domain.decisions.authority import SAYS_WHO_HAS_AUTHORITY, SAYS_WHO_REPRESENTS
from domain.fact import Event, Fact
from domain.facts.authority import (
    Authority,
    AuthorityEnded,
    AuthorityRecorded,
    Representation,
    RepresentationEnded,
    RepresentativeAppointed,
    age,
    age_band,
)
from domain.facts.participation import TieDeclared
from domain.facts.resident import ResidentRegistered
from domain.refusal import Refusal
from domain.terms import ResidentId
from tests import asked
from tests.people import bakker, by_fatima, fatima, first_row, max_, monday, named, town, wit
from tests.scenario import given

known = tuple(
    ResidentRegistered(
        resident=who, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
    )
    for who in (bakker, max_)
)
story = (*town, *known)
authority = AuthorityRecorded(
    child=max_, parent=bakker, kind=asked.record_authority.kind, since=date(2020, 1, 1),
    source=AuthoritySource.POPULATION_REGISTER,
)  # fmt: skip
no_longer = AuthorityEnded(
    child=max_, parent=bakker, since=date(2026, 3, 1), source=AuthoritySource.COURT
)
appointed = RepresentativeAppointed(
    resident=bakker, representative=max_, kind=RepresentativeKind.AUTHORISED,
    since=date(2026, 1, 1), source=AuthoritySource.OWN_MANDATE,
)  # fmt: skip
ended = RepresentationEnded(
    resident=bakker, representative=max_, kind=RepresentativeKind.AUTHORISED,
    since=date(2026, 3, 1), source=AuthoritySource.OWN_MANDATE,
)  # fmt: skip


def folded(fold: Any, *events: Event) -> Any:
    for position, event in enumerate(events, 1):
        fold = fold.evolve(Fact(position, monday, by_fatima, event))
    return fold


class TestGezag:
    def test_is_written_down_from_a_register_and_ended_by_a_court(self) -> None:
        given(*story).when(asked.record_authority).then(authority)
        given(*story, authority).when(asked.end_authority).then(no_longer)

    @pytest.mark.parametrize("source", sorted(set(AuthoritySource) - SAYS_WHO_HAS_AUTHORITY))
    def test_is_never_taken_from_what_somebody_says(self, source: AuthoritySource) -> None:
        for command, history in ((asked.record_authority, story),
                                 (asked.end_authority, (*story, authority))):  # fmt: skip
            said = replace(command, source=source)
            given(*history).when(said).refused(Refusal.SOURCE_INSUFFICIENT)

    def test_is_somebody_elses_over_a_child(self) -> None:
        given(*story).when(replace(asked.record_authority, parent=max_)).malformed("resident")

    def test_ends_after_it_begins(self) -> None:
        wrong = replace(asked.record_authority, until=date(2019, 12, 31))
        given(*story).when(wrong).malformed("until")
        one_day = replace(asked.record_authority, until=date(2020, 1, 1))
        given(*story).when(one_day).then(replace(authority, until=date(2020, 1, 1)))

    @pytest.mark.parametrize("missing", [0, 1])
    def test_is_of_people_in_the_register(self, missing: int) -> None:
        given(*town, known[missing]).when(asked.record_authority).unknown(
            "resident in the register"
        )

    def test_is_not_written_down_twice_for_the_same_days(self) -> None:
        given(*story, authority).when(asked.record_authority).refused(Refusal.ALREADY_DONE)
        later = replace(asked.record_authority, since=date(2026, 3, 1))
        given(*story, authority, no_longer).when(later).then(
            replace(authority, since=date(2026, 3, 1))
        )

    def test_is_had_by_two_parents_each_for_themselves(self) -> None:
        others = replace(authority, parent=wit)
        given(*story, others).when(asked.record_authority).then(authority)
        given(*story, others).when(asked.end_authority).unknown("authority over this child")
        given(*story, others, authority, no_longer).when(asked.end_authority).refused(
            Refusal.ALREADY_DONE
        )

    def test_that_nobody_had_does_not_end_and_does_not_end_twice(self) -> None:
        given(*story).when(asked.end_authority).unknown("authority over this child")
        given(*story, authority, no_longer).when(asked.end_authority).refused(Refusal.ALREADY_DONE)

    @pytest.mark.requirement("Z-15")
    @pytest.mark.parametrize("whose", [bakker, max_])
    @pytest.mark.parametrize("command", [asked.record_authority, asked.end_authority])
    def test_is_not_written_down_by_who_lives_with_them(
        self, command: Any, whose: ResidentId
    ) -> None:
        close = TieDeclared(worker=fatima, resident=whose, tie=Tie.HOUSEHOLD)
        given(*story, authority, close).when(command).refused(Refusal.OWN_CASE)

    def test_is_known_by_day_for_the_child_and_not_for_the_parent(self) -> None:
        other = replace(authority, parent=wit, since=date(2024, 1, 1), until=date(2024, 12, 31))
        fold = folded(Authority(max_), authority, other, no_longer)
        assert [s.by for s in fold.of(date(2019, 12, 31))] == []
        assert [s.by for s in fold.of(date(2020, 1, 1))] == [bakker]
        assert [s.by for s in fold.of(date(2024, 12, 31))] == [bakker, wit]
        assert [s.by for s in fold.of(date(2026, 2, 28))] == [bakker]
        assert [s.by for s in fold.of(date(2026, 3, 1))] == []
        assert folded(Authority(bakker), authority).of(date(2024, 1, 1)) == ()


class TestRepresentation:
    def test_is_written_down_and_ended(self) -> None:
        given(*story).when(asked.appoint_representative).then(appointed)
        given(*story, appointed).when(asked.end_representation).then(ended)

    @pytest.mark.parametrize("kind", RepresentativeKind)
    def test_of_each_kind_follows_from_its_own_source(self, kind: RepresentativeKind) -> None:
        sources = SAYS_WHO_REPRESENTS[kind]
        for source in AuthoritySource:
            appoint = replace(asked.appoint_representative, kind=kind, source=source)
            end = replace(asked.end_representation, kind=kind, source=source)
            stood = (*story, replace(appointed, kind=kind))
            if source in sources:
                given(*story).when(appoint).then(replace(appointed, kind=kind, source=source))
                given(*stood).when(end).then(replace(ended, kind=kind, source=source))
            else:
                given(*story).when(appoint).refused(Refusal.SOURCE_INSUFFICIENT)
                given(*stood).when(end).refused(Refusal.SOURCE_INSUFFICIENT)

    def test_is_by_another_within_a_period(self) -> None:
        given(*story).when(replace(asked.appoint_representative, representative=bakker)).malformed(
            "resident"
        )
        wrong = replace(asked.appoint_representative, until=date(2025, 12, 31))
        given(*story).when(wrong).malformed("until")

    @pytest.mark.parametrize("missing", [0, 1])
    def test_is_of_people_in_the_register(self, missing: int) -> None:
        given(*town, known[missing]).when(asked.appoint_representative).unknown(
            "resident in the register"
        )

    def test_is_not_written_down_twice_nor_ended_twice_nor_ended_unbegun(self) -> None:
        given(*story, appointed).when(asked.appoint_representative).refused(Refusal.ALREADY_DONE)
        given(*story).when(asked.end_representation).unknown("representation of this resident")
        given(*story, appointed, ended).when(asked.end_representation).refused(Refusal.ALREADY_DONE)
        anew = replace(asked.appoint_representative, since=date(2026, 3, 1))
        given(*story, appointed, ended).when(anew).then(replace(appointed, since=anew.since))
        mentor = replace(appointed, kind=RepresentativeKind.MENTOR)
        given(*story, mentor).when(asked.appoint_representative).then(appointed)
        given(*story, mentor).when(asked.end_representation).unknown(
            "representation of this resident"
        )

    @pytest.mark.requirement("Z-15")
    @pytest.mark.parametrize("whose", [bakker, max_])
    @pytest.mark.parametrize("command", [asked.appoint_representative, asked.end_representation])
    def test_is_not_written_down_by_who_lives_with_them(
        self, command: Any, whose: ResidentId
    ) -> None:
        close = TieDeclared(worker=fatima, resident=whose, tie=Tie.HOUSEHOLD)
        given(*story, appointed, close).when(command).refused(Refusal.OWN_CASE)

    def test_is_in_the_order_of_the_law_and_of_that_day(self) -> None:
        relative = replace(
            appointed, representative=wit, kind=RepresentativeKind.CLOSE_RELATIVE,
            since=date(2020, 1, 1),
        )  # fmt: skip
        curator = replace(
            appointed, representative=ResidentId(named("curator")),
            kind=RepresentativeKind.CURATOR, until=date(2026, 6, 30),
        )  # fmt: skip
        fold = folded(Representation(bakker), relative, appointed, curator, ended)
        order = [s.kind for s in fold.of(date(2026, 2, 28))]
        assert order == [
            RepresentativeKind.CURATOR, RepresentativeKind.AUTHORISED,
            RepresentativeKind.CLOSE_RELATIVE,
        ]  # fmt: skip
        assert [s.kind for s in fold.of(date(2026, 7, 1))] == [RepresentativeKind.CLOSE_RELATIVE]
        assert folded(Representation(max_), appointed).of(date(2026, 2, 1)) == ()


@pytest.mark.parametrize(
    ("on", "band"),
    [
        (date(2014, 6, 15), AgeBand.UNDER_12), (date(2026, 6, 14), AgeBand.UNDER_12),
        (date(2026, 6, 15), AgeBand.FROM_12), (date(2030, 6, 14), AgeBand.FROM_12),
        (date(2030, 6, 15), AgeBand.FROM_16), (date(2032, 6, 14), AgeBand.FROM_16),
        (date(2032, 6, 15), AgeBand.ADULT), (date(2100, 1, 1), AgeBand.ADULT),
    ],
)  # fmt: skip
def test_the_matrix_turns_on_the_birthdays_of_twelve_sixteen_and_eighteen(
    on: date, band: AgeBand
) -> None:
    assert age_band(date(2014, 6, 15), on) is band


def test_who_is_born_on_the_29th_of_february_is_a_year_older_on_the_1st_of_march() -> None:
    born = date(2016, 2, 29)
    assert age_band(born, date(2028, 2, 28)) is AgeBand.UNDER_12
    assert age_band(born, date(2028, 2, 29)) is AgeBand.FROM_12
    assert (age(born, date(2027, 2, 28)), age(born, date(2027, 3, 1))) == (10, 11)


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before this birth"):
        age_band(date(2026, 3, 2), date(2026, 3, 1))


@any_(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_nobody_grows_younger(born: date, days: int) -> None:
    bands = list(AgeBand)
    on = born + timedelta(days)
    tomorrow = on + timedelta(1)
    assert bands.index(age_band(born, on)) <= bands.index(age_band(born, tomorrow))
    assert age(born, tomorrow) - age(born, on) in (0, 1)
