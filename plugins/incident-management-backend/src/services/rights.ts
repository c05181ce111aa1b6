import { AskedVerb } from '@countersign/plugin-incident-management-common';
import { IncidentRight } from '../access/access';

/** The right that each verb takes. */
const rights: Record<AskedVerb, IncidentRight> = {
  accept: 'respond',
  acknowledge: 'respond',
  hold: 'respond',
  resume: 'respond',
  mitigate: 'respond',
  restore: 'respond',
  resolve: 'respond',
  reopen: 'respond',
  close: 'command',
  cancel: 'command',
  merge: 'command',
  split: 'command',
  edit: 'respond',
  prioritize: 'command',
  assign: 'command',
  'add-task': 'respond',
  'finish-task': 'respond',
  link: 'note',
  unlink: 'respond',
  'propose-major': 'note',
  'accept-major': 'command',
  'reject-major': 'command',
  'set-time': 'correct',
  'confirm-time': 'confirm',
  'withdraw-time': 'correct',
  'deny-drill': 'correct',
  restrict: 'restrict',
  publish: 'restrict',
  update: 'respond',
  note: 'note',
  pin: 'note',
  unpin: 'note',
  rewrite: 'note',
  'confirm-cause': 'cause',
  'withdraw-cause': 'cause',
  'start-review': 'review',
  'edit-review': 'review',
  'take-review': 'review',
  'publish-review': 'review',
  'add-action': 'review',
  'change-action': 'review',
  // Whoever owns one says that it is done, whatever team they are of.
  'finish-action': 'note',
  'cancel-action': 'review',
  'tick-step': 'respond',
  'untick-step': 'respond',
};

/** The right that a verb takes. */
export function rightFor(verb: AskedVerb): IncidentRight {
  return rights[verb];
}
