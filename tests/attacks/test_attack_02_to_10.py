"""Attacks 2 to 10: the operator writes history anew, and signer and witnesses do not go along."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from service.carrying import Carrier
from service.database import Database
from service.fixing.exporting import as_stored
from service.fixing.notary import WentBack
from service.notary.asking import WitnessAhead, WitnessClient, WitnessRefused
from service.notary.checkpoint import Checkpoint
from service.notary.findings import Code
from service.notary.journal import verify_rows
from service.notary.kept import Conflict
from service.notary.merkle import leaf_hash, root_of
from service.notary.note import COSIGNATURE, Key, Note, parse_note
from service.notary.paths import consistency_proof, node_of
from service.notary.policy import QuorumMissing, parse_policy
from service.notary.signer import Signer, SignerClient, SignerRefused
from service.notary.signing import cosign, key_of, sign_note
from service.notary.strict import encoded
from service.notary.witness import Answer, Witness, hash_of
from service.opening import Opened
from service.records import ReadOnly
from service.settings import Settings
from tests.http import is_a_problem, new, serving
from tests.notary.fixing import Fixed, added, fixed, witnesses
from tests.notary.signed import LOG, LOG_KEY, ORIGIN, POLICY, W1, W2, W3, seeded
from tests.people import bakker, oost, town
from tests.reading import herself
from tests.scenario import put

ALL = 12
QUESTION = {
    "team": oost, "channel": "phone", "urgency": "ordinary", "resident": bakker,
    "question": "Ik kom de trap niet meer op.",
}  # fmt: skip
LEAVES = [leaf_hash(bytes([n])) for n in range(ALL)]


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path, witnessed=True) as made:
        yield made


def signed(leaves: list[bytes]) -> bytes:
    """A checkpoint that whoever has the log's key can sign."""
    text = Checkpoint(ORIGIN, len(leaves), root_of(leaves)).text()
    return Note(text, (sign_note(text, ORIGIN, LOG),)).data()


def asked(
    witness: Witness, leaves: list[bytes], old: int, proof: list[bytes] | None = None
) -> Answer:
    if proof is None:
        proof = consistency_proof(node_of(leaves), old, len(leaves)) if old else []
    head = "".join(f"{line}\n" for line in (f"old {old}", *map(encoded, proof), ""))
    return witness.add_checkpoint(head.encode() + signed(leaves))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness("witness.example/1", W1, [LOG_KEY], tmp_path / "seen", lambda: 1_700_000_000)


def test_attack_28_a_witness_takes_both_keys_of_a_log_while_its_policy_names_both(
    tmp_path: Path,
) -> None:
    """A key takes over while checkpoints of the old one are under way; a third is nobody's."""
    renewed, third = seeded(50), seeded(51)
    both = [LOG_KEY, key_of(ORIGIN, renewed)]
    witness = Witness("witness.example/1", W1, both, tmp_path / "seen")
    old = 0
    for size, private, status in ((2, LOG, 200), (3, renewed, 200), (4, third, 403), (4, LOG, 200)):
        text = Checkpoint(ORIGIN, size, root_of(LEAVES[:size])).text()
        note = Note(text, (sign_note(text, ORIGIN, private),)).data()
        proof = consistency_proof(node_of(LEAVES[:size]), old, size) if old else []
        head = "".join(f"{line}\n" for line in (f"old {old}", *map(encoded, proof), ""))
        assert witness.add_checkpoint(head.encode() + note).status == status
        if status == 200:
            old = size
            assert len(parse_note(witness.checkpoint(hash_of(ORIGIN)).body).signatures) == 2


def rewritten(at: int) -> list[bytes]:
    return [*LEAVES[:at], leaf_hash(b"rewritten"), *LEAVES[at + 1 :]]


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("size", range(1, ALL))
def test_attack_02_a_witness_refuses_a_tree_that_was_built_anew(
    witness: Witness, size: int
) -> None:
    assert asked(witness, LEAVES[:size], 0).status == 200
    for at in range(size):
        assert asked(witness, rewritten(at), size).status == 422
        true = consistency_proof(node_of(LEAVES), size, ALL)
        assert asked(witness, rewritten(at), size, true).status == 422
        assert asked(witness, rewritten(at)[:size], size).status == 422
    assert asked(witness, LEAVES, size).status == 200


@pytest.mark.parametrize("at", range(6))
def test_attack_05_a_leaf_put_into_the_past_is_refused(witness: Witness, at: int) -> None:
    asked(witness, LEAVES[:6], 0)
    added_to = [*LEAVES[:at], leaf_hash(b"new"), *LEAVES[at:6]]
    assert asked(witness, added_to, 6).status == 422


def test_attack_03_a_tree_that_shrank_is_refused(witness: Witness) -> None:
    asked(witness, LEAVES, 0)
    for size in range(1, ALL):
        assert asked(witness, LEAVES[:size], size).status == 409
        assert asked(witness, LEAVES[:size], ALL, []).status == 400
        assert asked(witness, LEAVES[:size], 0).body == b"12\n"


def test_attack_03_the_signer_keeps_in_mind_what_it_signed(tmp_path: Path) -> None:
    for _ in range(2):  # a signer that was stopped knows it as well
        signer = Signer(ORIGIN, LOG, tmp_path / "signed")
        tree = Checkpoint(ORIGIN, 6, root_of(LEAVES[:6]))
        assert signer.checkpoint(tree, signer._kept.tree().size, []) == sign_note(
            tree.text(), ORIGIN, LOG
        )
    for size in range(ALL):
        if size != 6:
            with pytest.raises(Conflict):
                signer.checkpoint(Checkpoint(ORIGIN, size, root_of(LEAVES[:size])), size, [])
    said = signer.answer({"old": 6, "proof": [], "root": encoded(LEAVES[0]), "size": 6})
    assert said == {"refused": "one size, and two roots"}
    forked = rewritten(2)
    hashes = [encoded(each) for each in consistency_proof(node_of(forked), 6, ALL)]
    asks = {"old": 6, "proof": hashes, "root": encoded(root_of(forked)), "size": ALL}
    assert "refused" in signer.answer(asks)
    assert signer.answer({}) == {"size": 6}


@pytest.mark.parametrize(
    "said",
    [
        "", "x\n", signed(LEAVES).decode(), Checkpoint(ORIGIN, 12, root_of(LEAVES)).text(),
        f"wijkboek/promise/v1\nanother\n1\n{encoded(LEAVES[0])}\n5\n",
        f"wijkboek/promise/v1\n{ORIGIN}\n01\n{encoded(LEAVES[0])}\n5\n",
        f"wijkboek/export/v1\n{ORIGIN}\ncase:a\n1\n1\n1\n{encoded(LEAVES[0])}\n\n",
    ],
)  # fmt: skip
def test_attack_28_the_signer_signs_no_text_that_it_does_not_know(
    tmp_path: Path, said: str
) -> None:
    """A checkpoint above all: only with a proof."""
    assert "refused" in Signer(ORIGIN, LOG, tmp_path / "signed").answer({"text": said})


@pytest.mark.requirement("M-31")
def test_attack_03_a_database_that_was_put_back_gets_no_signature(place: Fixed) -> None:
    added(place.store, 10)
    assert (place.step(), place.witness()) == (10, 3)
    published = place.notary._public.checkpoint()
    put_back(place, 6)
    with pytest.raises(WentBack, match="10 facts, and here are 6"):
        place.step()
    added(place.store, 6)  # nor when it has grown beyond
    with pytest.raises(SignerRefused):
        place.step()
    assert place.notary._public.checkpoint() == published
    # With the signer's memory put back as well there are still the witnesses.
    place.place.signed.unlink()
    assert place.notary._signed(place.connection) == 0
    place.step()
    assert place.witness() == 0
    assert "seen another history" in (place.notary.witnessing.refused or "")
    assert place.notary._public.checkpoint() == published


def put_back(place: Fixed, size: int) -> None:
    """As a backup of an hour ago has it."""
    for table in ("fact", "fact_tag", "words"):
        place.as_superuser(f"DELETE FROM haarlem.{table} WHERE position > {size}")
    for table in ("tile", "checkpoint"):
        place.as_superuser(f"DELETE FROM haarlem.{table}")
    place.as_superuser("UPDATE haarlem.tree SET size = 0")


@pytest.mark.parametrize("forgotten", ["nothing", "by the signer", "the signer is away"])
def test_attack_03_at_its_start_the_notary_sees_that_facts_are_gone(
    place: Fixed, forgotten: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[bool] = []
    added(place.store, 10)
    place.step()
    place.witness()
    notary = place.another()
    notary.lost = partial(told.append, True)
    notary.check()
    assert (told, notary.state.error) == ([], None)
    put_back(place, 6)
    if forgotten == "by the signer":
        place.place.signed.unlink()
    if forgotten == "the signer is away":
        notary._signer.close()
        notary._signer = SignerClient(place.place.folder / "nobody", place.place.log())
    notary.check()
    assert told == [True] and "10 facts, and here are 6" in str(notary.state.error)
    assert "facts_are_gone" in capsys.readouterr().out
    notary._signer.close()


def test_attack_03_a_database_put_back_under_a_notary_that_runs_is_noticed(place: Fixed) -> None:
    told = threading.Event()
    added(place.store, 10)
    place.step()
    put_back(place, 6)
    notary = place.another()
    notary.lost = told.set
    notary.start()
    assert told.wait(30)
    notary.stop()
    assert not notary.runs()


@pytest.mark.requirement("M-31")
def test_attack_03_after_a_restore_nothing_is_recorded_and_it_says_so(
    database: Database, tmp_path: Path
) -> None:
    """A read is a fact as well. What was published stays to be had, and a promise to be shown."""
    with fixed(database, tmp_path) as place, serving(database) as api:
        put(api.journal, *town)
        api.app.state.service.notary = place.place
        key, lost_key = new(), new()
        assert api.post("/notifications", QUESTION, key=key).status_code == 201
        head = api.journal.head()
        assert api.post("/notifications", QUESTION, key=lost_key).status_code == 201
        place.step()
        published = api.client.get("/v1/log/checkpoint").content
        put_back(place, head)
        place.notary.lost = partial(setattr, api.journal.store, "read_only", True)
        place.notary.check()
        carrier = Carrier(Opened(Settings(home=tmp_path), database, api.journal))
        for answer in (
            api.post("/notifications", QUESTION, key=lost_key),
            api.get(f"/residents/{bakker}/record", by=herself()),
        ):
            is_a_problem(answer, 503, "READ_ONLY")
            assert answer.headers["Retry-After"]
        ready = api.client.get("/health/ready")
        assert (ready.status_code, ready.json()["code"]) == (503, "READ_ONLY")
        with pytest.raises(ReadOnly):
            carrier.carry_out_all()
        assert api.journal.head() == head
        kept = api.post("/notifications", QUESTION, key=key)  # whose answer is on record
        assert kept.status_code == 201 and api.journal.head() == head
        assert api.client.get("/v1/log/checkpoint").content == published
        assert api.client.get("/health").status_code == 200


def shifted(seconds: float) -> float:
    return time.time() + seconds


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("hours", [-1, 1])
def test_attack_07_a_clock_of_the_database_that_is_put_forward_or_back_is_noticed(
    place: Fixed, hours: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """At once, by the clocks of the witnesses; and by whoever verifies the journal afterwards."""
    place.as_superuser(
        "CREATE OR REPLACE FUNCTION haarlem.journal_now() RETURNS timestamptz LANGUAGE sql VOLATILE"
        f" AS $$SELECT clock_timestamp() + interval '{hours} hours'$$"
    )
    for _ in range(2):
        added(place.store, 1)
        place.step()
        assert place.witness() == 3
    said = capsys.readouterr().out
    assert said.count("clocks_differ") == (2 if hours > 0 else 1)  # later than it was seen before
    assert f"seconds={hours * 3600}" in said.replace("3599", "3600").replace("3601", "3600")
    with as_stored(place.database) as stored:
        report = verify_rows(stored.placed(), stored.checkpoints(), place.policy)
    backdated = [each.position for each in report.findings if each.code is Code.BACKDATED]
    assert backdated == ([1, 2] if hours > 0 else [2])


def test_attack_07_time_does_not_go_back_in_the_journal_itself(place: Fixed) -> None:
    added(place.store, 1)
    place.as_superuser(
        "CREATE OR REPLACE FUNCTION haarlem.journal_now() RETURNS timestamptz LANGUAGE sql VOLATILE"
        " AS $$SELECT clock_timestamp() - interval '1 hour'$$"
    )
    added(place.store, 1)
    assert place.store.recorded_at(1) == place.store.recorded_at(2)


def test_attack_07_a_clock_that_is_right_raises_no_alarm(
    place: Fixed, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        added(place.store, 1)
        place.step()
        assert place.witness() == 3
        # A minute passes, and nothing is recorded.
        place.as_superuser("UPDATE haarlem.cosignature SET at = at - 60")
        place.as_superuser("UPDATE haarlem.fact SET recorded_at = recorded_at - interval '60 s'")
    assert "clocks_differ" not in capsys.readouterr().out


def test_attack_06_a_witness_that_is_late_makes_no_honest_fact_seem_backdated(
    place: Fixed, capsys: pytest.CaptureFixture[str]
) -> None:
    """What came after the tree that it was sent, and more than two seconds before it signed."""
    added(place.store, 1)
    place.step()
    added(place.store, 1)
    place.as_superuser("UPDATE haarlem.fact SET recorded_at = recorded_at - interval '1 minute'")
    assert place.witness() == 0
    assert capsys.readouterr().out.count("witness_is_late") == 3
    place.as_superuser("UPDATE haarlem.fact SET recorded_at = recorded_at + interval '1 minute'")
    assert place.witness() == 3  # what came while it was asked, or a moment before
    place.step()
    assert place.witness() == 3
    with as_stored(place.database) as stored:
        report = verify_rows(stored.placed(), stored.checkpoints(), place.policy)
    assert Code.BACKDATED not in {each.code for each in report.findings}


def test_attack_07_a_clock_that_differs_from_the_witnesses_is_noticed(
    place: Fixed, capsys: pytest.CaptureFixture[str]
) -> None:
    added(place.store, 3)
    place.step()
    for shift in (-3600, 3600):
        for witness in place.witnesses:
            witness._clock = partial(shifted, shift)
        assert place.witness() == 0
    assert capsys.readouterr().out.count("clocks_differ") == 6
    with place.database.connect("auditor") as auditor:
        assert auditor.execute("SELECT FROM haarlem.cosignature").rowcount == 0


VIEWS = [LEAVES[:8], [*LEAVES[:7], leaf_hash(b"the other view")]]
KEYS = [key_of(f"witness.example/{n}", key, COSIGNATURE) for n, key in enumerate((W1, W2, W3), 1)]


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("first", range(8))
def test_attack_08_and_09_at_most_one_of_two_views_gets_a_quorum(
    tmp_path: Path, first: int
) -> None:
    """Whichever view each of three witnesses is shown first: it signs no other afterwards."""
    three = [
        Witness(key.name, private, [LOG_KEY], tmp_path / key.name.replace("/", "-"))
        for key, private in zip(KEYS, (W1, W2, W3), strict=True)
    ]
    lines: list[list[bytes]] = [[], []]
    for order in (0, 1):
        for nth, witness in enumerate(three):
            view = (first >> nth & 1) ^ order
            answer = asked(witness, VIEWS[view], 0 if order == 0 else 8)
            assert answer.status == (200 if order == 0 else 422)
            lines[view] += [answer.body] if answer.status == 200 else []
    policy, opened = parse_policy(POLICY), 0
    for leaves, said in zip(VIEWS, lines, strict=True):
        try:
            policy.open(signed(leaves) + b"".join(said))
            opened += 1
        except QuorumMissing:
            assert len(said) < 2
    assert opened == 1


def test_attack_10_a_tree_that_does_not_grow_is_seen_again_so_that_it_is_of_now(
    place: Fixed,
) -> None:
    added(place.store, 3)
    place.step()
    assert place.witness() == 3
    assert place.witness() == 0  # they were asked just now
    place.notary.witnessing._asked_at -= 400
    assert place.witness() == 3


@pytest.mark.parametrize("bad", range(3))
def test_attack_29_one_bad_witness_of_three_changes_nothing(bad: int) -> None:
    """It signs whatever it is shown; the two others signed the true tree alone."""
    false, policy = VIEWS[1], parse_policy(POLICY)
    text = Checkpoint(ORIGIN, 8, root_of(false)).text()
    key, private = KEYS[bad], (W1, W2, W3)[bad]
    alone = cosign(text, key.name, 5, private)
    stolen: list[Key] = [other for other in KEYS if other is not key]
    forged = [cosign(text, other.name, 5, private) for other in stolen]
    with pytest.raises(QuorumMissing):
        policy.open(Note(text, (sign_note(text, ORIGIN, LOG), alone, *forged)).data())


def test_a_witness_answers_as_the_specification_says(witness: Witness, tmp_path: Path) -> None:
    other = Checkpoint("elsewhere", 1, LEAVES[0]).text()
    strange = Note(other, (sign_note(other, "elsewhere", LOG),)).data()
    assert witness.add_checkpoint(b"old 0\n\n" + strange).status == 404
    unsigned = Note(
        signed(LEAVES).decode().split("\n\n")[0] + "\n", (sign_note("x\n", ORIGIN, W2),)
    )
    assert witness.add_checkpoint(b"old 0\n\n" + unsigned.data()).status == 403
    empty = Checkpoint(ORIGIN, 0, LEAVES[0]).text()
    wrong = Note(empty, (sign_note(empty, ORIGIN, LOG),)).data()
    assert witness.add_checkpoint(b"old 0\n\n" + wrong).status == 422
    assert asked(witness, LEAVES[:3], 0, [LEAVES[0]]).status == 422
    for body in (
        b"", b"old 0\n", b"old 00\n\n", b"old 0\n" + signed(LEAVES), b"new 0\n\n" + signed(LEAVES),
        b"old 0\r\n\r\n" + signed(LEAVES), b"old +0\n\n" + signed(LEAVES),
        b"old 0\n" + f"{encoded(LEAVES[0])}\n".encode() * 64 + b"\n" + signed(LEAVES),
    ):  # fmt: skip
        assert witness.add_checkpoint(body).status == 400
    assert asked(witness, LEAVES[:3], 0).status == 200
    conflict = asked(witness, LEAVES, 2)
    assert (conflict.status, conflict.body, conflict.kind) == (409, b"3\n", "text/x.tlog.size")
    found = witness.checkpoint(sha256(ORIGIN.encode()).hexdigest())
    assert found.status == 200 and found.body.startswith(ORIGIN.encode())
    assert witness.checkpoint("0" * 64).status == 404


def test_a_client_of_a_witness_goes_on_from_where_that_is(tmp_path: Path) -> None:
    node = node_of(LEAVES)
    with witnesses(tmp_path, [LOG_KEY]) as three:
        for witness, url in three:
            for size in (3, 7, 7, 12):
                client = WitnessClient(url, witness.key, pause=lambda seconds: None)
                note = signed(LEAVES[:size])
                line = client.cosign(note, partial(consistency_proof, node, size=size))
                assert line.name == witness.key.name
            with pytest.raises(WitnessAhead, match="here are fewer"):
                client.cosign(signed(LEAVES[:4]), lambda old: [])
            with pytest.raises(WitnessRefused, match="another history"):
                client.cosign(signed(rewritten(3)), lambda old: [])


@pytest.mark.requirement("M-31")
def test_attack_28_the_log_goes_on_under_another_key(database: Database, tmp_path: Path) -> None:
    with fixed(database, tmp_path) as place:
        added(place.store, 3)
        place.step()
        old, first = place.place.log(), place.notary._public.checkpoint()
        new = place.place.renew()
        signer = place.place.signer()
        added(place.store, 3)
        assert (place.place.log(), signer.key, old.name) == (new, new, new.name)
        tree = place.notary.tree
        tree.extend(place.connection)
        head = tree.head(place.connection)
        node = tree.node(place.connection)
        larger = Checkpoint(new.name, head.size, head.root)
        line = signer.checkpoint(larger, 3, consistency_proof(node, 3, head.size))
        second = Note(larger.text(), (line,)).data()
        for note, size in ((first, 3), (second, 6)):  # whoever has the policy takes both
            assert note is not None and place.policy.open(note)[0].size == size
        forked = Checkpoint(new.name, 3, LEAVES[0])
        with pytest.raises(Conflict):  # nor does a new key sign what the old one would not
            signer.checkpoint(forked, 3, [])
