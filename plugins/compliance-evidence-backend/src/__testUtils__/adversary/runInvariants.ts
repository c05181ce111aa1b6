import { runStories } from '@countersign/plugin-compliance-evidence-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Say, Sight } from './invariants';

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
    const types = entries.map(({ type }) => type);
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

function isFor(recipient: string) {
  return ({ type, data }: LedgerEntry) =>
    type === 'run.resent' &&
    (data as unknown as { recipients: string[] }).recipients.includes(
      recipient,
    );
}
