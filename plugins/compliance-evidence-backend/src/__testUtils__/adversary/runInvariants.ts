import { runStories } from '@countersign/plugin-compliance-evidence-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Say, Sight } from './invariants';
import { aboutKeeping } from './keepingInvariants';

const once = [
  'run.requested',
  'run.snapshot_taken',
  'run.staged',
  'run.reconciled',
  'run.rendered',
  'run.packed',
];

/** The state that each of these entries leaves. */
const leaves: Record<string, string> = {
  'run.requested': 'queued',
  'run.completed': 'completed',
  'run.failed': 'failed',
  'run.canceled': 'canceled',
  'run.retried': 'queued',
  'run.resent': 'queued',
};

/** A run goes through each phase once, whoever works on it, and ends as its history says. */
export function judgeRuns({ written, watched, now }: Sight, say: Say): void {
  for (const { number, state, entries } of written('RUN')) {
    const { holds, claims } = runStories.judge([...entries]);
    if (!holds) {
      const failed = claims.filter(claim => !claim.holds);
      say(
        'The verifier says what the portal did',
        'run-story',
        failed.map(({ id, detail }) => `${id}: ${detail}`).join('; '),
      );
    }
    const types = entries
      .map(({ type }) => type)
      .filter(type => !aboutKeeping.test(type));
    for (const type of once) {
      if (types.filter(each => each === type).length > 1) {
        say('Each phase is done once', 'phase-again', `${number}: ${type}`);
      }
    }
    const told = entries.flatMap(({ type }) => leaves[type] ?? []).at(-1);
    // Taking it up is no decision, and is not told.
    const isTold = told === state || (told === 'queued' && state === 'running');
    if (!isTold) {
      say(
        'A run is where its history says',
        'run-state',
        `${number}: ${state}`,
      );
    }
    const canceled = types.indexOf('run.canceled');
    if (canceled >= 0 && canceled < types.length - 1) {
      say('What is canceled is over', 'after-cancel', number);
    }
    judgeMails(state, entries, number, say);
    const isWhole = once.every(type => types.includes(type));
    if (state === 'completed' && !isWhole) {
      say('What is complete lacks nothing', 'half-run', number);
    }
  }
  for (const [key, count] of watched.mails) {
    const [number, recipient] = key.split(' ');
    const asked = now.get(number)!.entries.filter(isFor(recipient)).length;
    if (count > 1 + asked) {
      say('No mail goes out twice', 'mail-again', `${key}: ${count}`);
    }
  }
}

/** Whoever was to have a pack has it, or is told of by name. */
function judgeMails(
  state: string,
  entries: readonly LedgerEntry[],
  number: string,
  say: Say,
): void {
  const isPacked = entries.some(({ type }) => type === 'run.packed');
  if (!isPacked || !['completed', 'failed'].includes(state)) return;
  const { recipients } = Object(entries[0].data) as { recipients: string[] };
  const outcomes = new Map(
    entries
      .filter(({ type }) => /delivered|delivery_failed/.test(type))
      .map(({ type, data }) => [Object(data).recipient as string, type]),
  );
  for (const recipient of recipients) {
    const outcome = outcomes.get(recipient);
    if (outcome === undefined) {
      say('Each mail has an end', 'mail-untold', `${number}: ${recipient}`);
    } else if (state === 'completed' && outcome !== 'run.delivered') {
      say('What is complete is delivered', 'mail-lost', `${number}`);
    }
  }
}

function isFor(recipient: string) {
  return ({ type, data }: LedgerEntry) =>
    type === 'run.resent' &&
    (data as unknown as { recipients: string[] }).recipients.includes(
      recipient,
    );
}
