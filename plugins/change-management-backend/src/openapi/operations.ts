import {
  calendarQuerySchema,
  changeVerbs,
  createChangeRequestSchema,
  deploymentReportSchema,
  evidenceQuerySchema,
  exportChangesQuerySchema,
  followRequestSchema,
  gateRequestSchema,
  listChangesQuerySchema,
  listDeploymentsQuerySchema,
  metricsQuerySchema,
  MOST_EXPORTED,
  policyReplayRequestSchema,
  previewRequestSchema,
  scheduleRuleInputSchema,
  updateChangeRequestSchema,
  uploadPlanRequestSchema,
  verbSchemas,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import { entityRefSchema } from '@countersign/plugin-governance-common';

/** `GET /changes/:number/timeline`. */
export const timelineQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(100).optional(),
});

/** `GET /configuration-items/by-ref`. */
export const byRefQuerySchema = z.strictObject({ ref: entityRefSchema });

/** One route of the API: what the OpenAPI document says of it, and what its requests are validated by. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'put';
  /** As OpenAPI writes it: `/changes/{number}`. */
  path: string;
  id: string;
  summary: string;
  /** The permission it asks for; absent where being signed in is enough. */
  permission?: string;
  query?: z.ZodType;
  body?: z.ZodType;
  /** What it answers with: a type of `@countersign/plugin-change-management-common`. */
  answer: string;
  /** Where it is no JSON. */
  media?: 'text/csv';
  status?: 201;
}

const verbSummaries: Record<(typeof changeVerbs)[number], string> = {
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

const verbPermissions: Partial<Record<(typeof changeVerbs)[number], string>> = {
  approve: 'change-management.change.approve',
  reject: 'change-management.change.approve',
  'request-changes': 'change-management.change.approve',
  'withdraw-request': 'change-management.change.approve',
  withdraw: 'change-management.change.approve',
  comment: 'change-management.change.comment',
  decline: 'change-management.change.read',
  start: 'change-management.change.implement',
  complete: 'change-management.change.implement',
  close: 'change-management.change.implement',
};

const read = 'change-management.change.read';
const update = 'change-management.change.update';

/** Every route of the API. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/changes',
    id: 'listChanges',
    summary: 'List changes: filtered, sorted, a page at a time',
    permission: read,
    query: listChangesQuerySchema,
    answer: 'ChangePage',
  },
  {
    method: 'get',
    path: '/changes/export',
    id: 'exportChanges',
    summary: `All changes that match as a CSV file, up to ${MOST_EXPORTED}`,
    permission: read,
    query: exportChangesQuerySchema,
    answer: 'One record a change, its columns named in the first',
    media: 'text/csv',
  },
  {
    method: 'post',
    path: '/changes',
    id: 'createChange',
    summary: 'Open a change, and submit it when asked',
    permission: 'change-management.change.create',
    body: createChangeRequestSchema,
    answer: 'ChangeDetail',
    status: 201,
  },
  {
    method: 'post',
    path: '/changes/preview',
    id: 'previewChange',
    summary: 'Judge a draft: risk, conflicts, approvers, a free slot',
    body: previewRequestSchema,
    answer: 'Preview',
  },
  {
    method: 'post',
    path: '/plans',
    id: 'uploadPlan',
    summary:
      'Read, redact and keep a Terraform plan for a change about to be opened (up to 64 MB)',
    permission: 'change-management.change.create',
    body: uploadPlanRequestSchema,
    answer: 'UploadedPlan',
    status: 201,
  },
  {
    method: 'get',
    path: '/changes/{number}',
    id: 'getChange',
    summary: 'A change whole',
    permission: read,
    answer: 'ChangeDetail',
  },
  {
    method: 'patch',
    path: '/changes/{number}',
    id: 'updateChange',
    summary: 'Edit a change; fields that are left out stay, null clears one',
    permission: update,
    body: updateChangeRequestSchema,
    answer: 'ChangeDetail',
  },
  {
    method: 'get',
    path: '/changes/{number}/timeline',
    id: 'getTimeline',
    summary: 'Everything that happened to a change, newest first',
    permission: read,
    query: timelineQuerySchema,
    answer: 'TimelineResponse',
  },
  {
    method: 'get',
    path: '/changes/{number}/plan',
    id: 'getPlan',
    summary: 'The redacted Terraform plan',
    permission: read,
    answer: 'RedactedPlan',
  },
  {
    method: 'get',
    path: '/changes/{number}/evidence',
    id: 'getEvidence',
    summary: 'The evidence bundle that countersign verify checks',
    permission: read,
    query: evidenceQuerySchema,
    answer: 'a countersign-bundle/v1 file',
  },
  {
    method: 'put',
    path: '/changes/{number}/following',
    id: 'followChange',
    summary: 'Follow a change, or do not: who follows is told what happens',
    permission: read,
    body: followRequestSchema,
    answer: 'FollowState',
  },
  ...changeVerbs.map(
    (verb): Operation => ({
      method: 'post',
      path: `/changes/{number}/${verb}`,
      id: `${verb.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}Change`,
      summary: verbSummaries[verb],
      permission: verbPermissions[verb] ?? update,
      body: verbSchemas[verb],
      answer: 'ChangeDetail',
    }),
  ),
  {
    method: 'post',
    path: '/gate',
    id: 'askGate',
    summary: 'May this be deployed now? Anything but allow means no',
    permission: 'change-management.gate.ask',
    body: gateRequestSchema,
    answer: 'GateDecision',
  },
  {
    method: 'post',
    path: '/gate/preview',
    id: 'previewGate',
    summary: 'What the gate would answer now; nothing is recorded',
    permission: read,
    body: gateRequestSchema,
    answer: 'GatePreview',
  },
  {
    method: 'get',
    path: '/deployments',
    id: 'listDeployments',
    summary: 'List deployments and their verdicts, newest first',
    permission: read,
    query: listDeploymentsQuerySchema,
    answer: 'Page<Deployment>',
  },
  {
    method: 'post',
    path: '/deployments',
    id: 'reportDeployment',
    summary: 'Report a deployment; it is reconciled at once',
    permission: 'change-management.deployment.report',
    body: deploymentReportSchema,
    answer: 'Deployment',
    status: 201,
  },
  {
    method: 'get',
    path: '/calendar',
    id: 'getCalendar',
    summary: 'Planned changes, freezes and maintenance windows of a range',
    permission: read,
    query: calendarQuerySchema,
    answer: 'CalendarResponse',
  },
  {
    method: 'get',
    path: '/schedule-rules',
    id: 'listScheduleRules',
    summary: 'Freezes and maintenance windows',
    answer: 'ScheduleRulesResponse',
  },
  {
    method: 'post',
    path: '/schedule-rules',
    id: 'createScheduleRule',
    summary: 'Declare a freeze or a maintenance window',
    permission: 'change-management.calendar.manage',
    body: scheduleRuleInputSchema,
    answer: 'ScheduleRule',
    status: 201,
  },
  {
    method: 'post',
    path: '/schedule-rules/{id}/end',
    id: 'endScheduleRule',
    summary: 'End a freeze or a maintenance window; it stays on record',
    permission: 'change-management.calendar.manage',
    answer: 'ScheduleRule',
  },
  {
    method: 'get',
    path: '/policies',
    id: 'getPolicies',
    summary: 'The approval policies in force',
    answer: 'PolicySet',
  },
  {
    method: 'post',
    path: '/policies/replay',
    id: 'replayPolicies',
    summary: 'What a draft would have asked of past changes',
    permission: 'change-management.policy.replay',
    body: policyReplayRequestSchema,
    answer: 'PolicyReplay',
  },
  {
    method: 'get',
    path: '/templates',
    id: 'getTemplates',
    summary: 'Templates of standard changes',
    answer: 'TemplatesResponse',
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'getMetrics',
    summary: 'Success rate, lead time and emergencies, by team and risk band',
    permission: read,
    query: metricsQuerySchema,
    answer: 'MetricsReport',
  },
  {
    method: 'get',
    path: '/risk/bands',
    id: 'getRiskBands',
    summary: 'The real failure rate of each risk band',
    answer: 'items: RiskBandOutcome[]',
  },
  {
    method: 'get',
    path: '/configuration-items/by-ref',
    id: 'getConfigurationItem',
    summary: 'A configuration item with its relations and changes',
    permission: read,
    query: byRefQuerySchema,
    answer: 'ConfigurationItemResponse',
  },
  {
    method: 'get',
    path: '/ledger',
    id: 'getLedgerStatus',
    summary: 'The latest checkpoint of the ledger and its keys',
    answer: 'LedgerStatus',
  },
  {
    method: 'get',
    path: '/openapi.json',
    id: 'getOpenApi',
    summary: 'This document',
    answer: 'an OpenAPI 3.1 document',
  },
];
