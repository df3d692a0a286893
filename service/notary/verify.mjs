// A second verifier, written apart from the first: of exports, receipts, promises and proofs of fork, in a browser or
// with Node 20, without packages.
//
//     node verify.mjs FILE [POLICY [PROMISE]]          import { verifyFile } from "./verify.mjs"
//
// What these files are made of stands at the head of export.py, entries.py, promise.py and fork.py, and in the C2SP
// documents signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy and tlog-proof; the tree is that of RFC 6962.
// WebCrypto has no ML-DSA: a witness who cosigns with that alone counts as absent here, and it is said where that matters.

const utf8 = new TextEncoder();
const fatal = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

class Fault extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
const unreadable = (message) => new Fault("UNREADABLE", message);
const unsigned = (message) => new Fault("SIGNATURE", message);

const FRESH = 15 * 60; // seconds after which what witnesses last signed is no longer of now
const PROMISED = 10; // seconds within which a fact is in a signed tree
const DEEPEST = 64; // objects and lists within each other
const LONGEST = 63; // hashes in a proof: as many as there are levels under 2^63 leaves

// Bytes

const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const big = (number, size) =>
  Uint8Array.from({ length: size }, (_, at) => Number((BigInt(number) >> BigInt(8 * (size - 1 - at))) & 255n));
const unbig = (bytes) => bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));

function decoded(text) {
  if (typeof text !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) {
    throw unreadable("this is not base64");
  }
  const binary = atob(text);
  if (btoa(binary) !== text) throw unreadable("base64 has one spelling");
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
function digest(text) {
  const raw = decoded(text);
  if (raw.length !== 32) throw unreadable("a hash is 32 bytes");
  return raw;
}
function number(text) {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text) || text.endsWith("\n") || BigInt(text) >= 1n << 63n) {
    throw unreadable("a number is written in decimal");
  }
  return BigInt(text);
}
const SPACE = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
function plain(raw) {
  let said;
  try {
    said = fatal().decode(raw);
  } catch {
    throw unreadable("this is not UTF-8");
  }
  if (/[\x00-\x09\x0b-\x1f]/.test(said)) throw unreadable("control characters have no place here");
  return said;
}
function name(text) {
  if (!text || text.includes("+") || SPACE.test(text)) throw unreadable("this is no name");
  return text;
}

// Lines of JSON, each in its only spelling

function spelled(value, depth = 0) {
  if (value === null || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw unreadable("numbers are whole");
    return Object.is(value, -0) ? "0" : String(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw unreadable("a text is UTF-8");
    return JSON.stringify(value);
  }
  if (depth === DEEPEST) throw unreadable("this is nested too deep");
  if (Array.isArray(value)) return `[${value.map((each) => spelled(each, depth + 1)).join(",")}]`;
  const keys = Object.keys(value).sort();
  if (!keys.every((key) => /^[\x00-\x7f]*$/.test(key))) throw unreadable("keys are ASCII");
  return `{${keys.map((key) => `${JSON.stringify(key)}:${spelled(value[key], depth + 1)}`).join(",")}}`;
}
function parseLine(raw) {
  let said;
  try {
    said = JSON.parse(fatal().decode(raw));
  } catch {
    throw unreadable("a line is JSON");
  }
  if (!isObject(said) || !same(utf8.encode(spelled(said)), raw)) throw unreadable("JSON has one spelling here");
  return said;
}
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function text(said, field) {
  if (typeof own(said, field) !== "string") throw unreadable(`${field} should be a text`);
  return said[field];
}
function whole(said, field) {
  const found = own(said, field);
  if (!Number.isSafeInteger(found) || found < 0) throw unreadable(`${field} should be a number`);
  return found;
}
const own = (said, field) => (Object.hasOwn(said, field) ? said[field] : undefined);
function lines(data) {
  if (data[data.length - 1] !== 10) throw unreadable("every line ends in a newline");
  const found = [];
  for (let from = 0; from < data.length; ) {
    const end = data.indexOf(10, from);
    found.push(parseLine(data.subarray(from, end)));
    from = end + 1;
  }
  return found;
}

// Signed notes, checkpoints, policies

async function parseKey(said) {
  const [who, id, ...rest] = said.split("+");
  if (!rest.length) throw unreadable("this is no verifier key");
  const raw = decoded(rest.join("+"));
  const key = { name: name(who), kind: raw[0] ?? 0, public: raw.subarray(1) };
  if (key.public.length !== { 1: 32, 4: 32, 6: 1312 }[key.kind]) throw unreadable("this type of key is not known");
  key.id = (await sha256(utf8.encode(`${who}\n`), raw)).subarray(0, 4);
  if (id !== hex(key.id)) throw unreadable("the id of this key is another's");
  return key;
}
function parseNote(raw) {
  if (raw.length > 1_000_000) throw unreadable("a note this large is none");
  const said = plain(raw);
  const at = said.lastIndexOf("\n\n");
  if (at <= 0 || !said.endsWith("\n") || at + 2 >= said.length) throw unreadable("this is no note");
  const signatures = said
    .slice(at + 2, -1)
    .split("\n")
    .map((line) => {
      const [dash, who, ...rest] = line.split(" ");
      if (dash !== "—" || who === undefined) throw unreadable("this is no signature line");
      const raw = decoded(rest.join(" "));
      if (raw.length < 5) throw unreadable("a signature is longer");
      return { name: name(who), id: raw.subarray(0, 4), raw: raw.subarray(4) };
    });
  if (signatures.length > 100) throw unreadable("a note with so many signatures is none");
  return { text: said.slice(0, at + 1), signatures };
}
const made = (key, signature) => key.name === signature.name && same(key.id, signature.id);
async function checkEd25519(key, raw, message) {
  let fits = false;
  try {
    const held = await crypto.subtle.importKey("raw", key.public, { name: "Ed25519" }, false, ["verify"]);
    fits = await crypto.subtle.verify({ name: "Ed25519" }, held, raw, message);
  } catch (error) {
    // A key that is no point of the curve has signed nothing; a browser that is too old can say nothing.
    if (error.name === "NotSupportedError") throw error;
  }
  if (!fits) throw unsigned(`the signature of ${key.name} does not verify`);
}
async function verifyNote(note, keys) {
  let signed = 0;
  for (const key of keys) {
    for (const each of note.signatures) {
      if (key.kind === 1 && made(key, each)) {
        await checkEd25519(key, each.raw, utf8.encode(note.text));
        signed += 1;
      }
    }
  }
  if (!signed) throw unsigned("no known key signed this");
}
async function parseCheckpoint(said) {
  const part = said.split("\n");
  if (part.length !== 4 || part[3]) throw unreadable("a checkpoint is three lines");
  const found = { origin: name(part[0]), size: number(part[1]), root: digest(part[2]) };
  if (found.size === 0n && !same(found.root, await sha256())) throw unreadable("the empty tree has one root");
  return found;
}
async function timeOf(note, key) {
  for (const each of note.signatures) {
    if (!made(key, each)) continue;
    if (each.raw.length < 8) throw unsigned("a cosignature is longer");
    const time = unbig(each.raw.subarray(0, 8));
    if (time <= 0n || time >= 1n << 63n) throw unsigned("a cosignature has a time");
    await checkEd25519(key, each.raw.subarray(8), utf8.encode(`cosignature/v1\ntime ${time}\n${note.text}`));
    return time;
  }
  return null;
}
export async function parsePolicy(data) {
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null };
  if (data.some((byte) => (byte < 32 && byte !== 9 && byte !== 10) || byte === 127)) throw unreadable("control characters");
  if (data.length && data[data.length - 1] !== 10) throw unreadable("every line ends in a newline");
  const members = new Set();
  const fresh = (who) => {
    if (who === "none" || policy.witnesses.has(who) || policy.groups.has(who)) throw unreadable("a name is given once");
    return who;
  };
  const known = (who) => {
    if (!policy.witnesses.has(who) && !policy.groups.has(who)) throw unreadable("a name stands for what came before");
  };
  const key = async (said, kinds, others) => {
    let spelling;
    try {
      spelling = fatal().decode(Uint8Array.from(said, (character) => character.charCodeAt(0)));
    } catch {
      throw unreadable("a key's name is UTF-8");
    }
    const found = await parseKey(spelling);
    if (!kinds.includes(found.kind)) throw unreadable("this type of key has no place here");
    if (others.some((other) => same(other.public, found.public))) throw unreadable("one key, twice");
    return found;
  };
  const latin = Array.from(data, (byte) => String.fromCharCode(byte)).join("");
  for (const line of latin.split("\n")) {
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (!words.length || words[0].startsWith("#")) continue;
    const [what, first, second, ...rest] = words;
    if (what === "log" && words.length >= 2 && words.length <= 3) {
      policy.logs.push(await key(first, [1], policy.logs));
    } else if (what === "witness" && words.length >= 3 && words.length <= 4) {
      const found = await key(second, [4, 6], [...policy.witnesses.values()]);
      policy.witnesses.set(fresh(first), found);
    } else if (what === "group" && rest.length) {
      fresh(first);
      for (const each of rest) {
        known(each);
        if (members.has(each)) throw unreadable("a name is a member once");
        members.add(each);
      }
      const needed = second === "all" ? BigInt(rest.length) : second === "any" ? 1n : number(second);
      if (needed < 1n || needed > rest.length) throw unreadable("a group asks for some of its members");
      policy.groups.set(first, [Number(needed), rest]);
    } else if (what === "quorum" && words.length === 2 && policy.quorum === null) {
      if (first !== "none") known(first);
      policy.quorum = first;
    } else throw unreadable("this line of a policy is not known");
    if (policy.logs.length + policy.witnesses.size + policy.groups.size > 1000) throw unreadable("too large");
  }
  if (policy.quorum === null) throw unreadable("a policy says what its quorum is");
  return policy;
}
function met(policy, cosigned) {
  const there = new Set([...cosigned, "none"]);
  for (const [group, [needed, members]] of policy.groups) {
    // Members of a group were defined before it.
    if (members.filter((each) => there.has(each)).length >= needed) there.add(group);
  }
  return there.has(policy.quorum);
}
/** The last moment since which no less than a quorum has cosigned; null where nobody has. */
function quorumTime(policy, times) {
  const since = new Set();
  for (const [who, time] of [...times].sort(([, one], [, other]) => (one < other ? 1 : one > other ? -1 : 0))) {
    since.add(who);
    if (met(policy, since)) return time;
  }
  return null;
}
/** A checkpoint that its log signed, under any of the keys that the policy has of it. */
async function openSigned(policy, raw) {
  const note = parseNote(raw);
  const tree = await parseCheckpoint(note.text);
  const logs = policy.logs.filter((key) => key.name === tree.origin);
  if (!logs.length) throw unsigned(`${tree.origin} is no log of this policy`);
  await verifyNote(note, logs);
  return [tree, note];
}
async function openCheckpoint(policy, raw, report) {
  const [tree, note] = await openSigned(policy, raw);
  const [times, unchecked] = [new Map(), []];
  for (const [who, key] of policy.witnesses) {
    if (key.kind === 6 && note.signatures.some((each) => made(key, each))) unchecked.push(who);
    const time = key.kind === 4 ? await timeOf(note, key) : null;
    if (time !== null) times.set(who, time);
  }
  if (!met(policy, times.keys())) {
    const perhaps = met(policy, [...times.keys(), ...unchecked]);
    const why = perhaps ? "without ML-DSA cosignatures, which cannot be checked here" : "known witnesses cosigned";
    throw new Fault("QUORUM", `${times.size} of ${policy.witnesses.size} ${why}: too few`);
  }
  const last = quorumTime(policy, times);
  report.cosignedAt = last === null ? null : Number(last);
  const first = [...times.values()].reduce((least, each) => (least === null || each < least ? each : least), null);
  return { ...tree, first };
}

// The tree

async function includes(leaf, index, size, proof, root) {
  if (index < 0n || index >= size || proof.length > LONGEST || [root, ...proof].some((each) => each.length !== 32)) return false;
  let [first, last, found] = [index, size - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (first & 1n || first === last) {
      found = await sha256([1], sibling, found);
      while (!(first & 1n) && first) [first, last] = [first >> 1n, last >> 1n];
    } else found = await sha256([1], found, sibling);
    [first, last] = [first >> 1n, last >> 1n];
  }
  return last === 0n && same(found, root);
}

// Exports

function parseHeader(raw) {
  if (raw.length < 19 || raw[0] !== 1) throw unreadable("this is no header");
  const [position, count] = [unbig(raw.subarray(1, 9)), Number(unbig(raw.subarray(17, 19)))];
  if (position < 1n || raw.length !== 19 + 32 * count) throw unreadable("this is no header");
  const filed = Array.from({ length: count }, (_, nth) => hex(raw.subarray(19 + 32 * nth, 51 + 32 * nth)));
  if (filed.some((each, at) => at && filed[at - 1] >= each)) throw unreadable("commitments ascend");
  return { position, filed: new Set(filed) };
}
function parseEnvelope(said) {
  const envelope = parseLine(utf8.encode(said));
  const words = own(envelope, "words");
  const sound =
    isObject(words) &&
    isObject(own(envelope, "event")) &&
    typeof own(envelope, "id") === "string" &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(envelope.id) &&
    Object.values(words).every(
      (each) => isObject(each) && ["ct_hash", "key", "pt_commit"].every((field) => typeof own(each, field) === "string"),
    );
  if (!sound) throw unreadable("this is no envelope");
  return words;
}
async function wrongWords(said) {
  const [promised, opened, sealed] = [parseEnvelope(said.envelope), said.words, said.sealed];
  if (!isObject(opened) || !isObject(sealed)) throw unreadable("words stand by their segment");
  const wrong = [];
  const named = [...Object.keys(opened), ...Object.keys(sealed)].sort();
  if (JSON.stringify(named) !== JSON.stringify(Object.keys(promised).sort())) wrong.push("its words are not those that it names");
  for (const [segment, pair] of Object.entries(opened)) {
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every((each) => typeof each === "string")) {
      throw unreadable("opened words are a salt and a text");
    }
    const commit = hex(await sha256(utf8.encode("wijkboek/words/v1\0"), digest(pair[0]), utf8.encode(pair[1])));
    if (commit !== own(promised, segment)?.pt_commit) wrong.push("its words are not the words that were recorded");
  }
  return wrong;
}
function only(said, more) {
  const fields = ["header", "nth", "position", "proof", "salt", ...more].sort();
  if (JSON.stringify(Object.keys(said).sort()) !== JSON.stringify(fields)) throw unreadable("a fact has other fields");
}
async function wrongOf(said, identity, tree) {
  const raw = decoded(text(said, "header"));
  const [position, header] = [whole(said, "position"), parseHeader(raw)];
  let [body, wrong] = [null, []];
  if (Object.hasOwn(said, "withheld")) {
    only(said, ["body_hash", "withheld"]);
    text(said, "withheld");
    body = digest(text(said, "body_hash"));
  } else {
    only(said, ["envelope", "sealed", "type", "words"]);
    const [envelope, kind] = [utf8.encode(text(said, "envelope")), utf8.encode(text(said, "type"))];
    if (kind.length > 63) throw unreadable("a type has a shorter name");
    body = await sha256([1], big(kind.length, 2), kind, envelope);
    wrong = await wrongWords(said);
  }
  if (header.position !== BigInt(position)) wrong.push("it stands at another position");
  const [salt, nth] = [decoded(text(said, "salt")), whole(said, "nth")];
  if (salt.length !== 16 || nth < 1) throw unreadable("a filing has a salt and a number");
  if (!header.filed.has(hex(await sha256(salt, big(nth, 8), utf8.encode(identity))))) wrong.push("it is not that number");
  if (!Array.isArray(said.proof)) throw unreadable("a proof is a list");
  const path = said.proof.map((each) => (typeof each === "string" ? digest(each) : new Uint8Array(0)));
  const leaf = await sha256([0], await sha256(raw), body);
  if (!(await includes(leaf, BigInt(position) - 1n, tree.size, path, tree.root))) wrong.push("it is not in the tree");
  return wrong;
}
async function verifyExport(data, given, report) {
  const [first, fixed, ...facts] = lines(data);
  if (fixed === undefined) throw unreadable("an export is two lines at least");
  if (text(first, "wijkboek") !== "export/v1" || Object.keys(first).length !== 2 || Object.keys(fixed).length !== 2) {
    throw unreadable("this is no export");
  }
  const policy = given ?? (await parsePolicy(utf8.encode(text(fixed, "policy"))));
  const signed = parseNote(utf8.encode(text(first, "manifest")));
  const part = signed.text.split("\n");
  if (part.length !== 8 || part[0] !== "wijkboek/export/v1" || part[7] || !part[2]) throw unreadable("this is no manifest");
  const [origin, identity] = [part[1], part[2]];
  const [count, last, size] = part.slice(3, 6).map(number);
  const rest = digest(part[6]);
  [report.about, report.size] = [identity, Number(size)];
  if (signed.signatures.length !== 1) throw unreadable("a manifest has one signature");
  await verifyNote(signed, policy.logs.filter((key) => key.name === origin));
  if (!same(await sha256(data.subarray(data.indexOf(10) + 1)), rest)) report.add("EDITED", "the export is not the one signed");
  const tree = await openCheckpoint(policy, utf8.encode(text(fixed, "checkpoint")), report);
  if (tree.origin !== origin || tree.size !== size) report.add("ROOT", "its checkpoint is of another tree");
  let [before, seen] = [0, 0];
  for (const said of facts) {
    const position = whole(said, "position");
    if (position <= before) throw unreadable("facts stand in their order");
    const nth = whole(said, "nth");
    if (nth > seen + 1) report.add("MISSING", `numbers ${seen + 1} to ${nth - 1} were left out before it`, position);
    [before, seen] = [position, nth];
    for (const message of await wrongOf(said, identity, tree)) report.add("EDITED", message, position);
  }
  report.facts = facts.length;
  if (BigInt(seen) !== count || BigInt(before) !== last || BigInt(facts.length) !== count) {
    report.add("MISSING", `it should hold ${count} facts, up to ${last}`);
  }
}

// Receipts, promises and forks

function parseProof(raw) {
  const said = plain(raw);
  const end = said.indexOf("\n\n");
  const head = said.slice(0, Math.max(end, 0)).split("\n");
  if (head.shift() !== "c2sp.org/tlog-proof@v1") throw unreadable("this is no tlog-proof");
  const after = (word) => (head[0]?.startsWith(word) ? head.shift().slice(word.length) : null);
  const [extra, index] = [after("extra "), after("index ")];
  if (index === null) throw unreadable("the index is missing");
  if (head.length > LONGEST) throw unreadable("a proof is at most 63 hashes");
  return {
    entry: extra === null ? new Uint8Array(0) : decoded(extra),
    index: number(index),
    path: head.map(digest),
    checkpoint: utf8.encode(said.slice(end + 2)),
  };
}
const leafOf = (proof) => sha256([0], proof.entry);
const stands = async (proof, tree) => includes(await leafOf(proof), proof.index, tree.size, proof.path, tree.root);

async function verifyReceipt(proof, policy, report) {
  report.about = "a receipt";
  const tree = await openCheckpoint(policy, proof.checkpoint, report);
  report.size = Number(tree.size);
  if (proof.entry.length !== 64) throw unreadable("a receipt names the entry that it is of, 64 bytes");
  if (!(await stands(proof, tree))) report.add("EDITED", "it is not in the tree that was signed", Number(proof.index) + 1);
  report.facts = 1;
}
async function verifyPromise(raw, proof, checkpoint, policy, report) {
  report.about = "a promise";
  const signed = parseNote(raw);
  const part = signed.text.split("\n");
  if (part.length !== 6 || part[0] !== "wijkboek/promise/v1" || part[5]) throw unreadable("this is no promise");
  const [origin, position, leaf, at] = [part[1], number(part[2]), digest(part[3]), number(part[4])];
  if (position === 0n) throw unreadable("positions begin at 1");
  await verifyNote(signed, policy.logs.filter((key) => key.name === origin));
  const tree = await openCheckpoint(policy, checkpoint, report);
  report.size = Number(tree.size);
  if (tree.origin !== origin) throw unsigned("the promise and the checkpoint are of two logs");
  if (tree.size < position && tree.first !== null && tree.first > at / 1_000_000n + BigInt(PROMISED)) {
    report.add("MISSING", "it was promised, and never fixed", Number(position));
  }
  if (proof === null || proof.index !== position - 1n) {
    if (report.findings.length === 0) throw unreadable("this neither keeps the promise nor breaks it: ask for its own proof");
    return;
  }
  if (!(await stands(proof, tree))) throw unreadable("what the proof is of is not in its tree");
  report.facts = 1;
  if (!same(await leafOf(proof), leaf)) report.add("MISSING", "another fact stands where it was promised", Number(position));
}
async function verifyFork(data, policy, report) {
  report.about = "a proof of fork";
  const said = parseLine(data[data.length - 1] === 10 ? data.subarray(0, -1) : data);
  if (text(said, "wijkboek") !== "fork/v1" || Object.keys(said).length !== 3) throw unreadable("this is no proof of a fork");
  const notes = [text(said, "one"), text(said, "other")].map((each) => utf8.encode(each));
  const [one, other] = [await openSigned(policy, notes[0]), await openSigned(policy, notes[1])].map(([tree]) => tree);
  if (one.origin !== other.origin || one.size !== other.size || same(one.root, other.root)) throw unreadable("these do not contradict each other");
  report.size = Number(one.size);
  report.add("FORK", `${one.origin} signed two trees of ${one.size} facts`);
}

// Whatever kind of file it is

async function verify(data, { policy, promise, now }, report) {
  const begins = (said) => same(data.subarray(0, said.length), utf8.encode(said));
  const trusted = policy === null ? null : await parsePolicy(policy);
  if (begins('{"manifest":')) {
    await verifyExport(data, trusted, report);
    const at = report.cosignedAt;
    if (now !== null && (at === null || now - at > FRESH)) report.add("STALE", "a quorum of witnesses did not cosign lately");
    return;
  }
  if (begins('{"checkpoints":')) throw unreadable("a whole journal is for the other verifier: verify.py");
  if (trusted === null) throw unreadable("without a policy nobody can say whose signature this should be");
  if (begins('{"one":')) return verifyFork(data, trusted, report);
  const proof = promise === null || begins("c2sp.org/tlog-proof@v1") ? parseProof(data) : null;
  if (proof !== null) await parseCheckpoint(parseNote(proof.checkpoint).text);
  if (promise === null) return verifyReceipt(proof, trusted, report);
  return verifyPromise(promise, proof, proof === null ? data : proof.checkpoint, trusted, report);
}

/** Whether a file is whole, unaltered and witnessed. All are bytes, and `now` is POSIX seconds; `policy` says whom you
 *  trust, and without one of your own an export shows only that it agrees with itself. */
export async function verifyFile(data, { policy = null, promise = null, now = null } = {}) {
  const findings = [];
  const add = (code, message, position = null) => findings.push({ code, position, message });
  const report = { about: "", facts: 0, size: 0, cosignedAt: null, findings, add };
  try {
    await verify(data, { policy, promise, now }, report);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    add(fault.code, fault.message);
  }
  const found = new Set(findings.map((each) => each.code));
  const status = found.has("UNREADABLE") ? 2 : found.size === 0 ? 0 : found.size === 1 && found.has("STALE") ? 3 : 1;
  const { about, facts, size, cosignedAt } = report;
  return { about, facts, size, cosignedAt, findings, status };
}

if (typeof process !== "undefined" && process.argv[1] === decodeURIComponent(new URL(import.meta.url).pathname)) {
  const { readFileSync } = await import("node:fs");
  const [file, policy, promise] = process.argv.slice(2).map((path) => new Uint8Array(readFileSync(path)));
  const report = await verifyFile(file, { policy, promise, now: Math.floor(Date.now() / 1000) });
  for (const { code, position, message } of report.findings) {
    console.log(`${code}${position === null ? "" : ` at position ${position}`}: ${message}`);
  }
  if (policy === undefined) console.log("Note: whom to trust was taken from the file itself; give a policy.");
  const verdict = ["as recorded", "not as recorded", "cannot be read", "as recorded, and not of now"][report.status];
  console.log(`${report.about || "nothing"}: ${report.facts} facts; ${verdict}.`);
  process.exitCode = report.status;
}
