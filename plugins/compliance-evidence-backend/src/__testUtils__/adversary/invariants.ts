import { Breach } from '@countersign/plugin-governance-test-utils';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { judgeAttestations, judgeRequests } from './assuranceInvariants';
import { Estate } from './Estate';
import { judgeKeeping } from './keepingInvariants';
import { judgeFindings } from './findingInvariants';
import { Ground } from './ground';
import { judgeRuns } from './runInvariants';

/** A record as it was after a move. */
export interface WatchedRecord {
  number: string;
  version: number;
  state: string;
  facts: object;
  entries: readonly LedgerEntry[];
  /** All of its row: what nobody wrote is as it was. */
  row: string;
}

/** What is known of a game from outside, by which its records are judged. */
export interface Watched {
  estate: Estate;
  /** Mails that arrived, by run and recipient. */
  mails: Map<string, number>;
  /** The record that each request was answered with, by its key. */
  done: Map<string, string>;
  /** What a request that was made again was answered. */
  replayed?: { number: string; version: number };
  records: Map<string, WatchedRecord>;
  /** Types of the entries that were written. */
  reached: Set<string>;
  now: number;
}

/** Says that an invariant does not hold. */
export type Say = (invariant: string, kind: string, text: string) => void;

/** What was before a move, and is now. */
export interface Sight {
  ground: Ground;
  watched: Watched;
  before: ReadonlyMap<string, WatchedRecord>;
  now: ReadonlyMap<string, WatchedRecord>;
  /** Those of a kind that the move wrote. */
  written(prefix: string): WatchedRecord[];
  /** Those of a kind. */
  all(prefix: string): WatchedRecord[];
}

const personal = {
  finding:
    /^finding\.(explained|accepted|acceptance_revoked|remediated|closed|assigned)$/,
  request: /^request\.(opened|answered|accepted|returned|withdrawn|assigned)$/,
  attestation: /^attestation\./,
  run: /^run\.(resent|held|released|erasure_asked|erasure_declined)$/,
};

/** The invariants of compliance evidence, written once. */
export async function breachesOf(
  ground: Ground,
  watched: Watched,
): Promise<Breach[]> {
  const found: Breach[] = [];
  const say: Say = (invariant, kind, text) =>
    found.push({ invariant, kind, text });
  const before = watched.records;
  const now = await recordsOf(ground, before);
  const all = (prefix: string) =>
    [...now.values()].filter(({ number }) => number.startsWith(prefix));
  const sight: Sight = {
    ground,
    watched,
    before,
    now,
    all,
    written: prefix =>
      all(prefix).filter(record => before.get(record.number) !== record),
  };
  judgeHistory(sight, say);
  await judgeFindings(sight, say);
  judgeRequests(sight, say);
  judgeAttestations(sight, say);
  judgeRuns(sight, say);
  await judgeKeeping(sight, say);
  watched.records = now;
  return found;
}

async function recordsOf(
  ground: Ground,
  before: ReadonlyMap<string, WatchedRecord>,
): Promise<Map<string, WatchedRecord>> {
  const [runs, findings, requests, attestations] = await Promise.all([
    ground.runs(),
    ground.findings(),
    ground.requests(),
    ground.attestations(),
  ]);
  const rows: Omit<WatchedRecord, 'entries' | 'row'>[] = [
    ...runs.map(stored => ({ ...stored.run, facts: stored })),
    ...[...findings, ...requests, ...attestations].map(stored => ({
      number: stored.facts.number,
      version: stored.version,
      state: stored.facts.state,
      facts: { ...stored, ...stored.facts },
    })),
  ];
  const now = new Map<string, WatchedRecord>();
  for (const { number, version, state, facts } of rows) {
    const row = JSON.stringify(facts);
    const known = before.get(number);
    // Mails of a run leave entries without a word in its row.
    const isSame = known?.row === row && !number.startsWith('RUN');
    if (isSame) {
      now.set(number, known);
      continue;
    }
    const entries = await ground.entriesOf(number);
    const unwritten =
      known?.row === row && known.entries.length === entries.length;
    now.set(
      number,
      unwritten ? known : { number, version, state, facts, entries, row },
    );
  }
  return now;
}

/** Nothing is taken back, nothing is done twice, and machines decide nothing. */
function judgeHistory({ before, now, watched }: Sight, say: Say): void {
  for (const [number, was] of before) {
    const is = now.get(number);
    if (!is || is.version < was.version) {
      say('What is recorded stands', 'taken-back', number);
      continue;
    }
    const kept = was.entries.every(({ id }, i) => is.entries[i]?.id === id);
    if (!kept) say('The log only grows', 'rewritten', number);
  }
  for (const [number, { entries }] of now) {
    if (before.get(number)?.entries.length === entries.length) continue;
    for (const { type, actor, data } of entries) {
      watched.reached.add(type);
      const rule = personal[type.split('.')[0] as keyof typeof personal];
      // Asking decides nothing: a person may do it through a template.
      const inPerson =
        type === 'request.opened' || !('via' in (data as object));
      const isByMachine = !actor.startsWith('user:') || !inPerson;
      if (rule?.test(type) && isByMachine) {
        say('People decide', 'machine', `${number}: ${type} by ${actor}`);
      }
    }
  }
  const { replayed } = watched;
  if (!replayed) return;
  const is = now.get(replayed.number);
  if (is?.version !== replayed.version) {
    say('What is told is what stands', 'stale-answer', replayed.number);
  }
  if (is !== before.get(replayed.number)) {
    say('A request is done once', 'again', replayed.number);
  }
}
