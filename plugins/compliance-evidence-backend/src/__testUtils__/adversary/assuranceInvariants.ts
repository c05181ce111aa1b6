import {
  applyAttestationEntry,
  applyRequestEntry,
  AttestationFacts,
  attestationStory,
  LifeEntry,
  RequestFacts,
  requestStory,
} from '@countersign/plugin-compliance-evidence-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { StoredRun } from '../../database/RunStore';
import { Say, Sight, WatchedRecord } from './invariants';
import { owners } from './moves';

function judgeStory<F>(
  { number, facts, entries }: WatchedRecord,
  apply: (facts: F | undefined, entry: LifeEntry) => F | undefined,
  { holds, claims }: ReturnType<typeof requestStory | typeof attestationStory>,
  say: Say,
): void {
  const folded = entries.reduce<F | undefined>(apply, undefined);
  const told = (facts as { facts: F }).facts;
  if (!folded || digestOf(folded) !== digestOf(told)) {
    say('Facts come from history', 'facts', number);
  }
  if (!holds) {
    const failed = claims.filter(claim => !claim.holds);
    say(
      'The verifier says what the portal did',
      'story',
      failed.map(({ id, detail }) => `${id}: ${detail}`).join('; '),
    );
  }
}

/** The auditor asks and judges, somebody else answers. */
export function judgeRequests({ written }: Sight, say: Say): void {
  for (const record of written('REQ')) {
    const { number, entries } = record;
    judgeStory<RequestFacts>(
      record,
      applyRequestEntry,
      requestStory([...entries]),
      say,
    );
    let asker = '';
    let isAnswered = false;
    let isOver = false;
    for (const { type, actor } of entries) {
      const step = type.slice('request.'.length);
      if (isOver && step !== 'noted') {
        say('What is settled stays settled', 'after-end', number);
      }
      if (step === 'opened') asker = actor;
      if (step === 'answered' && actor === asker) {
        say('Nobody answers themselves', 'own-answer', number);
      }
      if (/accepted|returned|withdrawn/.test(step) && actor !== asker) {
        say('Whoever asks judges the answer', 'not-asker', number);
      }
      if (/accepted|returned/.test(step) && !isAnswered) {
        say('An answer is judged', 'unanswered', number);
      }
      isAnswered = step === 'answered' || (isAnswered && step !== 'returned');
      isOver ||= /accepted|withdrawn/.test(step);
    }
  }
}

/** Owners attest who did not make the evidence, once, and hide nothing. */
export function judgeAttestations(sight: Sight, say: Say): void {
  const { written, all, before, now } = sight;
  for (const record of written('ATT')) {
    judgeStory<AttestationFacts>(
      record,
      applyAttestationEntry,
      attestationStory([...record.entries]),
      say,
    );
    const { number, entries } = record;
    const [{ actor: maker }] = entries;
    if (entries.slice(1).some(({ actor }) => actor !== maker)) {
      say('Whoever attested takes it back', 'withdrawn-by', number);
    }
    if (!before.has(number)) judgeMaking(sight, record, say);
  }
  const standing = all('ATT').filter(({ state }) => state === 'attested');
  const about = standing.map(({ facts }) => {
    const { control, period } = facts as AttestationFacts;
    return digestOf({ control, start: period.start, end: period.end });
  });
  if (new Set(about).size < about.length) {
    say('One attestation stands', 'two-stand', `${now.size} records`);
  }
}

function judgeMaking(
  { before, now }: Sight,
  { number, facts, entries }: WatchedRecord,
  say: Say,
): void {
  const { run: named, period, conclusion } = facts as AttestationFacts;
  const [{ actor }] = entries;
  const run = now.get(named.number)!;
  const makers = run.entries
    .filter(({ type }) => /requested|retried/.test(type))
    .map(each => each.actor);
  if (makers.includes(actor)) {
    say('The maker never attests', 'own-evidence', `${number}: ${actor}`);
  }
  if (!owners.includes(actor)) {
    say('An owner attests', 'not-owner', `${number}: ${actor}`);
  }
  if (run.state !== 'completed') {
    say('What is attested is complete', 'incomplete', number);
  }
  const { period: about } = (run.facts as StoredRun).run;
  if (about!.start > period.start || about!.end < period.end) {
    say('The run is about the period', 'other-period', number);
  }
  const open = [...before.values()].filter(
    each =>
      each.number.startsWith('FND') &&
      each.state !== 'closed' &&
      now.get(each.number)?.state !== 'closed',
  );
  if (conclusion === 'effective' && open.length > 0) {
    say('No open finding is hidden', 'hidden', `${number}: ${open[0].number}`);
  }
}
