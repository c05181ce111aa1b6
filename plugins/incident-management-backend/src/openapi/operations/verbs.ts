import { verbOperationId } from '@countersign/plugin-governance-node';
import {
  AskedVerb,
  askedVerbs,
  incidentDetailSchema,
  verbBodies,
} from '@countersign/plugin-incident-management-common';
import { incidentKind } from '../../access/access';
import { Asked } from '../../services/asked';
import { rightFor } from '../../services/rights';
import { defineOperation, params } from './operation';

const summaries: Record<AskedVerb, string> = {
  accept: 'Say that what is in triage is an incident',
  acknowledge: 'Take care of an incident',
  hold: 'Put an incident on hold, with what it waits for',
  resume: 'Take an incident off hold',
  mitigate: 'Say that the impact has stopped',
  restore: 'Say that the service is as before',
  resolve: 'Say that an incident is over, and how',
  reopen: 'Say that it is not over after all',
  close: 'Close an incident that was resolved long enough ago',
  cancel: 'Say that there was no incident',
  merge: 'Make an incident part of another one',
  split: 'Make an incident of its own of some of what is hit',
  edit: 'Change title, description or what is hit',
  prioritize: 'Set impact and urgency',
  assign: 'Give somebody a role, or nobody',
  'add-task': 'Add a task',
  'finish-task': 'Say that a task is done',
  link: 'Add a link',
  unlink: 'Take a link out',
  'propose-major': 'Propose to lead it as a major incident',
  'accept-major': 'Lead it as a major incident',
  'reject-major': 'Decide that it is no major incident',
  'set-time': 'Set a time otherwise than it was stamped; the original stays',
  'confirm-time': 'Confirm a time that somebody else set',
  'withdraw-time': 'Withdraw a time that waits for its confirmation',
  'deny-drill': 'Say that it is no drill',
  restrict: 'Make an incident private to a group',
  publish: 'Let everybody see it who may see incidents',
  update: 'Tell how it stands, and when the next update comes',
  note: 'Write a note into the timeline',
  pin: 'Pin an entry of the timeline',
  unpin: 'Unpin an entry of the timeline',
  rewrite: 'Correct a note or an update of one’s own; the original stays',
  'confirm-cause': 'Confirm that a change caused it',
  'withdraw-cause': 'Say that a change did not cause it after all',
  'start-review': 'Draft the review of an incident from its timeline',
  'edit-review': 'Write a review on: its author, upon the latest revision',
  'take-review': 'Take over the writing of a review',
  'publish-review': 'Publish the latest revision of a review',
  'add-action': 'Add an action item with its owner and when it is due',
  'change-action': 'Change an action item; later takes a reason',
  'finish-action': 'Say that an action item is done, and what came of it',
  'cancel-action': 'Say that an action item is not done, and why',
  'tick-step': 'Say that a step of a runbook is taken',
  'untick-step': 'Say that a step was not taken after all; the original stays',
};

/** One route a verb. */
export const verbOperations = askedVerbs.map(verb =>
  defineOperation({
    method: 'post',
    path: `/incidents/{number}/${verb}`,
    id: verbOperationId(verb, 'Incident'),
    summary: summaries[verb],
    permission: incidentKind.permissions[rightFor(verb)].name,
    params,
    body: verbBodies[verb],
    answer: incidentDetailSchema,
    answerName: 'IncidentDetail',
    handle: ({ desk }, { caller, params: { number }, body, idempotencyKey }) =>
      desk.act(caller, number, { verb, body } as Asked, idempotencyKey),
  }),
);
