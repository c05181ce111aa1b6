import {
  ClaimBookOf,
  person,
  phraseOf,
  record,
  say,
  StoryKind,
  StoryResultOf,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Counts } from '../arithmetic/budget';
import { isEvident } from '../arithmetic/evidence';
import { budgetOf, exact, nearest } from '../arithmetic/exact';
import { judgeAcknowledge } from '../alerts/judge';
import { Alert, AlertEvent, applyAlertEvent } from '../alerts/life';
import { alertNumber } from '../api/alerts';
import { AlertReason, serviceLevelEntries } from '../ledger/entries';

const claims = {
  opened: 'The story begins with the alert coming about, and has no other',
  readable: 'Every entry has the form of its type and is about this alert',
  life: 'Each step is one that the state it was in allows',
  thresholds: 'It fired, and was raised or lowered, above its thresholds only',
  acknowledged: 'Only a person acknowledged it, once, while it fired',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  life: 'Nothing became of it yet.',
  thresholds: 'It never fired.',
  acknowledged: 'Nobody acknowledged it.',
};

type AlertType = AlertEvent['type'];

/** Judges what the ledger says of one alert: folds it as the engine does, and holds each step against its thresholds. */
export function alertStory(
  entries: LedgerEntry[],
): StoryResultOf<Claim, Alert['state']> {
  const book = new ClaimBookOf<Claim>(claims);
  const number = entries[0]?.subject ?? '';
  let alert: Alert | undefined;
  let about: string | undefined;
  for (const entry of entries) {
    const { id, type, subject, actor, occurredAt } = entry;
    const parsed =
      serviceLevelEntries.is(type) &&
      type.startsWith('alert.') &&
      subject === number
        ? serviceLevelEntries.schemas[type].safeParse(withoutVia(entry.data))
        : undefined;
    book.check(
      'readable',
      parsed?.success === true,
      {
        pass: 'All are.',
        fail: say`${type} about ${record(subject)} is none of this alert.`,
      },
      id,
    );
    if (!parsed?.success) continue;
    const data = parsed.data as AlertReason;
    if (type === 'alert.pending') {
      book.check(
        'opened',
        alert === undefined,
        {
          pass: say`It came about at ${time(data.at ?? occurredAt)}.`,
          fail: say`It came about again at ${time(data.at ?? occurredAt)}.`,
        },
        id,
      );
    } else if (!alert) {
      book.refutes('opened', `${type} comes before it came about.`, id);
      continue;
    }
    if (type === 'alert.acknowledged' && alert) {
      const verdict = judgeAcknowledge(
        { ...alert, number },
        { by: actor.startsWith('user:') ? 'person' : 'service' },
      );
      book.check(
        'acknowledged',
        verdict.ok,
        {
          pass: say`${person(actor)} did.`,
          fail: verdict.ok
            ? ''
            : say`${person(actor)} acknowledged it. ${
                phraseOf('message', verdict.refusal) ?? ''
              }`,
        },
        id,
      );
    }
    const at = Date.parse(data.at ?? occurredAt);
    const next = applyAlertEvent(alert, eventOf(type as AlertType, at, entry));
    const since = alert?.firedAt ?? alert?.pendingSince ?? -Infinity;
    const isStep =
      next !== alert &&
      at >= since &&
      (about === undefined || about === data.objective);
    book.check(
      'life',
      isStep,
      {
        pass: say`${stepWords(type)} at ${time(data.at ?? occurredAt)}.`,
        fail: say`${stepWords(type)} at ${time(
          data.at ?? occurredAt,
        )}, which does not fit what it was: ${alert?.state ?? 'nothing'}.`,
      },
      id,
    );
    if (isReason(type)) tellThresholds(data, book, id);
    about ??= data.objective;
    alert = next;
  }
  const judged = book.claims(idle);
  return {
    subject: number,
    title: about,
    state: alert?.state,
    rules: 1,
    holds: entries.length > 0 && judged.every(({ holds }) => holds),
    claims: judged,
  };
}

function isReason(type: string): boolean {
  return (
    type === 'alert.fired' ||
    type === 'alert.raised' ||
    type === 'alert.lowered'
  );
}

function tellThresholds(
  reason: AlertReason,
  book: ClaimBookOf<Claim>,
  id: string,
): void {
  const problem = thresholdProblem(reason);
  const { long, short, threshold, kind } = reason;
  book.check(
    'thresholds',
    problem === undefined,
    {
      pass:
        kind === 'silence'
          ? 'Nothing was heard for longer than is allowed.'
          : `${share(long)} and ${share(short)} are above ${threshold}.`,
      fail: `${problem}.`,
    },
    id,
  );
}

/** Why it could not have fired by what is recorded; undefined where it could. */
function thresholdProblem(reason: AlertReason): string | undefined {
  const { kind, threshold, long, short, target, burnRate, evidence } = reason;
  if (kind === 'silence') return undefined;
  if (!(threshold > 0 && threshold < 1)) {
    return `A threshold of ${threshold} fires never, or always`;
  }
  if (target !== undefined && burnRate !== undefined) {
    const derived = nearest(exact(burnRate).mul(budgetOf(target)));
    if (Math.abs(derived - threshold) > 1e-9 * derived) {
      return `A burn rate of ${burnRate} at a target of ${target} is ${derived}, not ${threshold}`;
    }
  }
  for (const counts of [long, short]) {
    if (!(counts.total > 0 && counts.bad / counts.total > threshold)) {
      return `${share(counts)} is not above ${threshold}`;
    }
  }
  return evidence && !isEvident(long, threshold, evidence)
    ? `${share(long)} is too little to tell`
    : undefined;
}

function share({ bad, total }: Counts): string {
  return `${bad} of ${total}`;
}

function eventOf(
  type: AlertType,
  at: number,
  { subject, actor, data }: LedgerEntry,
): AlertEvent {
  const { severity, longWindow } = data as unknown as AlertReason;
  const alert = subject;
  switch (type) {
    case 'alert.acknowledged':
      return { type, alert, at, by: actor };
    case 'alert.resolved':
    case 'alert.withdrawn':
      return { type, alert, at };
    default:
      return { type, alert, at, severity, window: longWindow };
  }
}

/** An assistant that a request came through is beside what the area recorded. */
function withoutVia(data: unknown): unknown {
  const { via: _, ...own } = data as { via?: unknown };
  return own;
}

function stepWords(type: string): string {
  const word = type.slice('alert.'.length);
  return word === 'pending' ? 'It came about' : `It ${word}`;
}

/** How whoever verifies evidence judges what a log says of alerts. */
export const alertStories: StoryKind<Claim, Alert['state']> = {
  prefix: alertNumber.prefix,
  opening: 'alert.pending',
  judge: alertStory,
  limits: [
    'That the counts an alert fired by are what happened: a source is believed, and minutes are not kept.',
    'That it fired no later than it should have.',
  ],
};
