import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import { Attempt } from '@countersign/plugin-governance-node';
import { Request } from 'express';

/** What a route is for, where its last word does not say it. */
const verbs: Record<string, string> = {
  'POST /changes': 'open',
  'PATCH /changes/:number': 'edit',
  'POST /plans': 'upload-plan',
  'POST /gate': 'ask-gate',
  'POST /deployments': 'report-deployment',
  'POST /schedule-rules': 'declare-schedule-rule',
  'POST /schedule-rules/:id/end': 'end-schedule-rule',
  'POST /policies/replay': 'replay-policies',
  'POST /imported-changes': 'import-changes',
};

/** What an attempt is called in the audit log, and the change it was made on. */
export function attemptOf(req: Request): Attempt {
  const path: string = req.route?.path ?? '';
  const [, , number, last] = req.path.split('/');
  const change = changeNumberSchema.safeParse(number).data;
  const isVerb = req.method === 'POST' && path.startsWith('/changes/:number/');
  const verb = isVerb
    ? last
    : verbs[`${req.method} ${path}`] ?? `${req.method} ${path}`;
  return { verb, ...(change && { change }) };
}
