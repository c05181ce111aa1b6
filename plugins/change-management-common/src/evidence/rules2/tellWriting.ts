import { person, phraseOf, say } from '@countersign/plugin-governance-common';
import { isPerson } from '../../facts/people';
import { ChangeEventType } from '../../model';
import { Verb, Verdict } from '../../judge/result';
import { Facts } from '../../facts/facts';
import { hold, resume, tableRefuses } from '../../judge/judgeVerb';
import {
  decline,
  withdraw,
  withdrawRequest,
} from '../../judge/verbs/decisions';
import type { Telling } from './Teller';

/** The verb that writes an entry of this type, where one does. */
const verbs: Partial<Record<ChangeEventType, Verb>> = {
  'change.updated': 'edit',
  'change.plan_attached': 'plan',
  'change.conflict_accepted': 'accept-conflict',
  'change.submitted': 'submit',
  'change.approved': 'approve',
  'change.rejected': 'reject',
  'change.approval_withdrawn': 'withdraw',
  'change.changes_requested': 'request-changes',
  'change.changes_request_withdrawn': 'withdraw-request',
  'change.declined': 'decline',
  'change.held': 'hold',
  'change.resumed': 'resume',
  'change.canceled': 'cancel',
  'change.closed': 'close',
};

/** Verbs that the judge answers for without looking at the world. */
const judged: Partial<
  Record<ChangeEventType, (facts: Facts, user: string) => Verdict>
> = {
  'change.approval_withdrawn': withdraw,
  'change.changes_request_withdrawn': withdrawRequest,
  'change.declined': decline,
  'change.held': hold,
  'change.resumed': resume,
};

/** Who wrote an entry may have, in the state the change was in, and wrote no more than the verb writes. */
export function tellWriting({ entry, data, before, book }: Telling): void {
  const verb = verbs[entry.type as ChangeEventType];
  if (!verb) return;
  const verdict =
    tableRefuses(before, {
      verb,
      user: entry.actor,
      by: isPerson(entry.actor) ? 'person' : 'service',
      fields:
        'changes' in data
          ? data.changes.map(change => change.field)
          : undefined,
    }) ?? judged[entry.type as ChangeEventType]?.(before, entry.actor);
  const isRefused = verdict !== undefined && !verdict.ok;
  const isRetyped =
    'changes' in data &&
    before.state !== 'new' &&
    data.changes.some(c => c.field === 'type' || c.field === 'template');
  book.check(
    'written',
    !isRefused && !isRetyped,
    {
      pass: 'All of it.',
      fail: isRetyped
        ? 'Its type or template was changed after it was submitted.'
        : say`${person(entry.actor)} wrote ${entry.type}, although: ${
            isRefused ? phraseOf('message', verdict.refusal) ?? '' : ''
          }`,
    },
    entry.id,
  );
}
