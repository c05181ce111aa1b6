import {
  FindingEntryData,
  FindingEntryType,
  FindingFacts,
  findingStory,
  foldFinding,
} from '@countersign/plugin-compliance-evidence-common';
import { digestOf, LedgerEntry } from '@countersign/plugin-ledger-common';
import { StoredFinding } from '../../database/FindingStore';
import { Taken } from './Estate';
import { Say, Sight, WatchedRecord } from './invariants';
import { callerOf, quarters } from './moves';

const LONGEST = 366 * 86_400_000;

/** The data of an entry, as its type says. */
function dataOf<T extends FindingEntryType>({ data }: LedgerEntry) {
  return data as unknown as FindingEntryData<T>;
}

type Named = Pick<FindingFacts, 'key' | 'period'>;

const grantOf = ({ key }: Named) => key[0].value!;

/** What names a finding: a grant, or that it was given in a quarter. */
const nameOf = (finding: Named) =>
  finding.period
    ? `${grantOf(finding)} in ${finding.period.label}`
    : grantOf(finding);

/** What findings have to keep to, told from entries, and from what runs really saw. */
export async function judgeFindings(sight: Sight, say: Say): Promise<void> {
  for (const record of sight.written('FND')) {
    judgeStory(record, say);
    judgeDuties(record, say);
    const [fresh] = record.entries.slice(
      sight.before.get(record.number)?.entries.length ?? 0,
    );
    if (fresh?.type === 'finding.closed') {
      judgeClosing(sight, record, fresh, say);
    }
    judgeMark(sight, record, say);
  }
  judgeSightings(sight, say);
  await judgeStates(sight, say);
}

function factsOf({ facts }: WatchedRecord): StoredFinding & FindingFacts {
  return facts as StoredFinding & FindingFacts;
}

function judgeStory(record: WatchedRecord, say: Say): void {
  const { number, entries } = record;
  const folded = foldFinding(entries);
  if (!folded || digestOf(folded) !== digestOf(factsOf(record).facts)) {
    say('Facts come from history', 'finding-facts', number);
  }
  const { holds, claims } = findingStory([...entries]);
  if (!holds) {
    const failed = claims.filter(claim => !claim.holds);
    say(
      'The verifier says what the portal did',
      'finding-story',
      failed.map(({ id, detail }) => `${id}: ${detail}`).join('; '),
    );
  }
}

function judgeDuties({ number, entries }: WatchedRecord, say: Say): void {
  const hands = new Set<string>();
  for (const entry of entries) {
    const { type, actor, occurredAt } = entry;
    if (/explained|remediated/.test(type)) hands.add(actor);
    if (type !== 'finding.accepted') continue;
    const { until } = dataOf<'finding.accepted'>(entry);
    const lasts = Date.parse(until) - Date.parse(occurredAt);
    if (!(lasts > 0 && lasts <= LONGEST)) {
      say('An acceptance ends on a date ahead', 'until', number);
    }
    if (hands.has(actor)) {
      say('Nobody accepts what they worked on', 'own-risk', number);
    }
  }
}

/** Runs that answered before an entry of this finding, by their numbers: what was known then. */
function answeredRuns({ all, watched }: Sight): Map<string, Taken> {
  return new Map(
    all('RUN')
      .filter(({ entries }) =>
        entries.some(({ type }) => type === 'run.reconciled'),
      )
      .map(({ number }) => [number, watched.estate.taken.get(number)!]),
  );
}

/** Why a run does not show that a finding is gone; undefined when it does. */
function objection(
  sight: Sight,
  finding: Named,
  run: string,
): { kind: string; text: string } | undefined {
  const grant = grantOf(finding);
  const runs = answeredRuns(sight);
  const taken = runs.get(run);
  if (!taken) return { kind: 'no-run', text: `${run} answered nothing` };
  if (!taken.isComplete) return { kind: 'half', text: `${run} has a gap` };
  if (taken.shown.includes(grant)) {
    return { kind: 'shown', text: `${run} shows ${grant}` };
  }
  const { label } = finding.period ?? {};
  if (label && taken.quarter !== label) {
    return { kind: 'other', text: `${run} is not about ${label}` };
  }
  const saw = [...runs].filter(
    ([, { shown, quarter }]) =>
      shown.includes(grant) && (!label || quarter === label),
  );
  const [last] = saw.sort(([, a], [, b]) => b.at - a.at);
  if (!last) return undefined;
  const [number, seen] = last;
  if (taken.at <= seen.at) {
    return { kind: 'older', text: `${run} is older than ${number}` };
  }
  if (!seen.clusters.every(each => taken.clusters.includes(each))) {
    return { kind: 'shrunk', text: `${run} looked at less than ${number}` };
  }
  return quarters.indexOf(taken.quarter) < quarters.indexOf(seen.quarter)
    ? { kind: 'earlier', text: `${run} is of an earlier time than ${number}` }
    : undefined;
}

function judgeClosing(
  sight: Sight,
  record: WatchedRecord,
  entry: LedgerEntry,
  say: Say,
): void {
  const { absence } = dataOf<'finding.closed'>(entry);
  if (!absence) {
    judgeSettling(record, entry, say);
    return;
  }
  const why = objection(sight, factsOf(record), absence.run);
  if (why) {
    say(
      'A finding closes by a later complete run that no longer shows it',
      `closed-${why.kind}`,
      `${record.number}: ${why.text}`,
    );
  }
}

/** Without a run, only what happened in a period is closed: by evidence that stands, and not by whoever gave it. */
function judgeSettling(
  record: WatchedRecord,
  { actor, id }: LedgerEntry,
  say: Say,
): void {
  const { number, entries } = record;
  const told = entries.slice(
    0,
    entries.findIndex(entry => entry.id === id),
  );
  const steps = told.filter(({ type }) =>
    /explained|remediated|accepted|revoked|reopened/.test(type),
  );
  const last = steps.at(-1);
  const evidence =
    last?.type === 'finding.explained'
      ? dataOf<'finding.explained'>(last).evidence
      : [];
  const by = told.filter(({ type }) => /explained|remediated/.test(type));
  const isFine =
    factsOf(record).period !== undefined &&
    evidence.length > 0 &&
    by.every(each => each.actor !== actor);
  if (!isFine) {
    say(
      'What happened in a period closes by evidence that somebody else judged',
      'settled',
      `${number} by ${actor}`,
    );
  }
}

/** A page says by which run it can be closed. */
function judgeMark(sight: Sight, record: WatchedRecord, say: Say): void {
  const { absentRun, state } = factsOf(record);
  if (absentRun === undefined || state === 'closed') return;
  const why = objection(sight, factsOf(record), absentRun);
  if (why) {
    say(
      'What is marked as gone is gone',
      `marked-${why.kind}`,
      `${record.number}: ${why.text}`,
    );
  }
}

/** What a run shows is one finding, and none that is closed by older data. */
function judgeSightings(sight: Sight, say: Say): void {
  const { watched, all } = sight;
  const findings = new Map<string, StoredFinding & FindingFacts>();
  for (const record of all('FND')) {
    const facts = factsOf(record);
    if (findings.has(nameOf(facts))) {
      say('A row is one finding', 'twice', nameOf(facts));
    }
    findings.set(nameOf(facts), facts);
  }
  for (const [run, { shown, at, quarter }] of answeredRuns(sight)) {
    for (const grant of shown) {
      const name = watched.estate.findingOf(grant, quarter);
      const finding = findings.get(name);
      if (!finding) {
        say('What a run shows is a finding', 'unopened', `${run}: ${name}`);
        continue;
      }
      const closedBy =
        finding.state === 'closed' ? finding.closing?.absence?.run : undefined;
      const closing = closedBy && watched.estate.taken.get(closedBy);
      if (closing && at > closing.at) {
        say(
          'A finding that is back is open',
          'lost',
          `${finding.number}: closed by ${closedBy}, seen by ${run}`,
        );
      }
    }
  }
}

/** An acceptance ends on its date, though nobody does anything. */
async function judgeStates(sight: Sight, say: Say): Promise<void> {
  const { ground, watched } = sight;
  for (const record of sight.all('FND')) {
    const { state, acceptance, number } = factsOf(record);
    if (state !== 'accepted' || !acceptance) continue;
    const isOver = Date.parse(acceptance.until) <= watched.now;
    const { finding } = await ground.assurance.findingDesk.get(
      callerOf('aud'),
      number,
    );
    if ((finding.state === 'accepted') === isOver) {
      say('An acceptance ends on its date', 'overdue', number);
    }
  }
}
