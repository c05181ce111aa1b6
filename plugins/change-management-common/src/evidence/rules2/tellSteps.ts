import {
  joined,
  person,
  Phrase,
  phraseOf,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { currentSubjectDigest } from '../../facts/subject';
import {
  rejectedContentOf,
  rejectedContentSaid,
  templateProblems,
} from '../../judge/checks';
import { mayStart, startsUnapproved } from '../../judge/goAhead';
import { isPerson } from '../../facts/people';
import { tableRefuses } from '../../judge/judgeVerb';
import { Verb } from '../../judge/result';
import { settled } from '../../judge/verbs/decisions';
import { TransitionCause } from '../../states/causes';
import { approverDoes, cancel, close } from '../../judge/verbs/implementation';
import { isLegalTransition } from '../../states/table';
import { relied, tellFloor } from './tellApprovals';
import { tellDemands } from './tellDemands';
import type { Telling } from './Teller';

/** Steps that only the verb of their name takes, by whoever may do it. */
const takenByVerb: readonly TransitionCause[] = [
  'authorize',
  'start',
  'complete',
  'close',
  'cancel',
];

/** One step: from where the change is, along an edge of the table, and into Implement only when the judge lets it. */
export function tellTransition(telling: Telling<'change.transitioned'>): void {
  const { entry, data, before, after, book } = telling;
  const { from, to, verb } = data;
  const { type } = before;
  if (from !== before.state) {
    book.refutes(
      'states',
      `A step leaves ${from} while the change is in ${before.state}.`,
      entry.id,
    );
  }
  book.check(
    'states',
    isLegalTransition(type, from, to, verb),
    {
      pass: 'All of them.',
      fail: `A ${type} change does not go from ${from} to ${to} by ${verb}.`,
    },
    entry.id,
  );
  if (takenByVerb.includes(verb)) tellTaker(telling);
  if (verb === 'approve') tellApproval(telling);
  if (verb === 'start') tellStart(telling);
  if (verb === 'submit' && to === 'scheduled') tellPreapproval(telling);
  if (verb === 'deployment' && to === 'implement') {
    book.check(
      'approved',
      before.approvedAt !== undefined || before.ahead !== undefined,
      {
        pass: 'It was approved, and deployed.',
        fail: 'It was deployed while its approvals were not complete.',
      },
      entry.id,
    );
  }
  if (to === 'canceled') {
    const verdict = cancel(before);
    if (!verdict.ok)
      book.refutes(
        'owed',
        phraseOf('message', verdict.refusal) ?? '',
        entry.id,
      );
  }
  if (to === 'closed') {
    book.check(
      'closed',
      from === 'review' && before.state === 'review',
      { pass: 'After its review.', fail: 'It was closed without a review.' },
      entry.id,
    );
  }
  if (after.ahead && !before.ahead) {
    book.supports(
      'owed',
      say`It went ahead and had to be approved by ${time(
        after.ahead.dueAt,
        after.ahead.dueAt,
      )}.`,
      entry.id,
    );
  }
}

function tellTaker({
  entry,
  data,
  before,
  book,
}: Telling<'change.transitioned'>): void {
  const verdict = tableRefuses(before, {
    verb: data.verb as Verb,
    user: entry.actor,
    by: isPerson(entry.actor) ? 'person' : 'service',
  });
  if (verdict && !verdict.ok) {
    book.refutes(
      'written',
      say`${person(entry.actor)} took it to ${data.to}, although: ${
        phraseOf('message', verdict.refusal) ?? ''
      }`,
      entry.id,
    );
  }
}

function tellApproval({
  entry,
  data,
  before,
  records,
  book,
}: Telling<'change.transitioned'>): void {
  const who = before.decisions.map(d => person(d.approver));
  // Where a policy asks nobody, nothing but this step says that nothing is missing.
  const world =
    before.approvedAt === undefined
      ? relied(data.relied, entry.occurredAt, { entry, records, book })
      : undefined;
  book.check(
    'approved',
    before.approvedAt !== undefined ||
      (world !== undefined && settled(before, world) !== undefined),
    {
      pass: who.length
        ? say`Approved by ${joined(who, ', ')}.`
        : 'The policy asks for nobody.',
      fail: 'It moved on as approved while approvals were missing.',
    },
    entry.id,
  );
}

/** A start is guarded as the gate is. */
function tellStart(telling: Telling<'change.transitioned'>): void {
  const { entry, data, before, records, book } = telling;
  const world = relied(data.relied, entry.occurredAt, { entry, records, book });
  if (!world) return;
  tellDemands(before, world, telling);
  const failures: Phrase[] = mayStart(before, world)
    .filter(check => !check.passed)
    .map(check => phraseOf('detail', check) ?? '');
  if (startsUnapproved(before) && !before.content.justified) {
    failures.push('It does not say why it could not wait.');
  }
  const approver = approverDoes(before, entry.actor, 'implement');
  if (approver && !approver.ok) {
    book.refutes(
      'duties',
      say`${person(entry.actor)} approved it and started it.`,
      entry.id,
    );
  }
  book.check(
    'approved',
    !failures.length,
    {
      pass:
        before.approvedAt === undefined
          ? 'An emergency went ahead, to be approved afterwards.'
          : 'It was approved when it was started.',
      fail: say`It was started, although: ${joined(failures, ' ')}`,
    },
    entry.id,
  );
}

function tellPreapproval({
  entry,
  data,
  before,
  records,
  book,
}: Telling<'change.transitioned'>): void {
  const world = relied(data.relied, entry.occurredAt, { entry, records, book });
  if (!world) return;
  const problems = templateProblems(before, world);
  if (before.rejected) problems.push('It was rejected before.');
  const elsewhere = rejectedContentOf(before, world);
  if (elsewhere) problems.push(rejectedContentSaid(before, elsewhere).text);
  if (currentSubjectDigest(before) === undefined) {
    problems.push('What was pre-approved is not what stood there.');
  }
  book.check(
    'approved',
    !problems.length,
    { pass: 'Pre-approved by its template.', fail: joined(problems, ' ') },
    entry.id,
  );
  tellFloor(before, world, { entry, book });
}

export function tellClosing({
  entry,
  data,
  before,
  book,
}: Telling<'change.closed'>): void {
  const verdict = close(before, data.code);
  const code = data.code.replace('_', ' ');
  book.check(
    'closed',
    verdict.ok,
    {
      pass: say`Closed as ${code} by ${person(entry.actor)}.`,
      fail: verdict.ok
        ? ''
        : say`It was closed as ${code}, although: ${
            phraseOf('message', verdict.refusal) ?? ''
          }`,
    },
    entry.id,
  );
}
