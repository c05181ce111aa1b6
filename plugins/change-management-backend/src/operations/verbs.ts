import {
  changeDetailSchema,
  ChangeVerb,
  changeVerbs,
  verbSchemas,
} from '@countersign/plugin-change-management-common';
import { Operation } from '@countersign/plugin-governance-node';
import { VerbCall } from '../services/LifecycleService';
import { ChangeApi, defineOperation, ofChange, permissions } from './ChangeApi';
import { openBody } from './planBody';

const summaries: Record<ChangeVerb, string> = {
  submit:
    'Submit a change: its risk, its conflicts and its approvers are settled',
  authorize: 'Ask for approval of an assessed change',
  approve: 'Approve exactly what the subject digest names',
  'request-changes':
    'Say what has to be different before one approves; the change does not go ahead, and nothing is void',
  'withdraw-request': 'Take a request for changes back',
  withdraw: 'Take an approval back before the start',
  decline: 'Say that one is not the implementer or plan author somebody named',
  reject: 'Reject a change; it returns to New',
  start: 'Start the implementation, guarded like the gate',
  complete: 'Complete the implementation',
  close: 'Close a reviewed change with a code and notes',
  cancel: 'Cancel a change before its review',
  hold: 'Put a change on hold',
  resume: 'Take a change off hold',
  comment: 'Comment on a change',
  'accept-conflict': 'Accept a conflict with a justification',
  plan: 'Attach a Terraform plan (terraform show -json, up to 64 MB)',
};

const asks: Partial<Record<ChangeVerb, string>> = {
  approve: 'change-management.change.approve',
  reject: 'change-management.change.approve',
  'request-changes': 'change-management.change.approve',
  'withdraw-request': 'change-management.change.approve',
  withdraw: 'change-management.change.approve',
  comment: 'change-management.change.comment',
  decline: permissions.read,
  start: 'change-management.change.implement',
  complete: 'change-management.change.implement',
  close: 'change-management.change.implement',
};

/** One `POST` a transition. */
export const verbOperations: Operation<ChangeApi>[] = changeVerbs.map(verb =>
  defineOperation({
    method: 'post',
    path: `/changes/{number}/${verb}`,
    id: `${verb.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}Change`,
    summary: summaries[verb],
    permission: asks[verb] ?? permissions.update,
    params: ofChange,
    body: verbSchemas[verb],
    open: async ({ plans }, req, check) => {
      const { body, plan } = await openBody(req, plans);
      const checked = check(body);
      return { verb, body: plan ? { ...checked, plan } : checked } as VerbCall;
    },
    answer: changeDetailSchema,
    answerName: 'ChangeDetail',
    handle: ({ lifecycle }, { caller, params, body, idempotencyKey }) =>
      lifecycle.act(caller, params.number, body, idempotencyKey),
  }),
);
