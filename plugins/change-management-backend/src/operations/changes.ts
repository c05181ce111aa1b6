import {
  changeDetailSchema,
  changePageSchema,
  createChangeRequestSchema,
  exportChangesQuerySchema,
  followStateSchema,
  listChangesQuerySchema,
  MOST_EXPORTED,
  previewRequestSchema,
  previewSchema,
  redactedPlanSchema,
  timelineResponseSchema,
  updateChangeRequestSchema,
  uploadedPlanSchema,
  uploadPlanRequestSchema,
} from '@countersign/plugin-change-management-common';
import {
  evidenceQuerySchema,
  timelineQuerySchema,
  followRequestSchema,
  withLinks,
} from '@countersign/plugin-governance-common';
import { bundleSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import {
  admitReaders,
  defineOperation,
  ofChange,
  permissions,
} from './ChangeApi';
import { openBody } from './planBody';

/** Change requests: lists, details, edits and what is asked of them. Their verbs are apart. */
export const changeOperations = [
  defineOperation({
    method: 'get',
    path: '/changes',
    id: 'listChanges',
    summary: 'List changes: filtered, sorted, a page at a time',
    permission: permissions.read,
    query: listChangesQuerySchema,
    answer: changePageSchema,
    answerName: 'ChangePage',
    handle: ({ changes }, { caller, query }) => changes.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/changes/export',
    id: 'exportChanges',
    summary: `All changes that match as a CSV file, up to ${MOST_EXPORTED}`,
    permission: permissions.read,
    query: exportChangesQuerySchema,
    answer: z.string(),
    answerName: 'One record a change, its columns named in the first',
    media: 'text/csv',
    isFile: true,
    handle: async ({ exports }, { caller, query }) => ({
      content: await begun(exports.records(caller, query)),
      filename: 'changes.csv',
    }),
  }),
  defineOperation({
    method: 'post',
    path: '/changes',
    id: 'createChange',
    summary: 'Open a change, and submit it when asked',
    permission: permissions.create,
    body: createChangeRequestSchema,
    open: async ({ plans }, req, check) => {
      const { body, plan } = await openBody(req, plans);
      return { ...check(body), plan };
    },
    answer: withLinks(changeDetailSchema),
    answerName: 'ChangeDetail, and its page',
    status: 201,
    handle: async ({ changes, pages }, { caller, body, idempotencyKey }) => {
      const detail = await changes.create(caller, body, { idempotencyKey });
      return { ...detail, links: pages.links(detail.change.number) };
    },
  }),
  defineOperation({
    method: 'post',
    path: '/changes/preview',
    id: 'previewChange',
    summary: 'Judge a draft: risk, conflicts, approvers, a free slot',
    permission: permissions.read,
    body: previewRequestSchema,
    ignoresKey: true,
    admit: admitReaders,
    open: async ({ plans }, req, check) => {
      const { body, plan } = await openBody(req, plans);
      return { ...check(body), plan };
    },
    answer: previewSchema,
    answerName: 'Preview',
    handle: ({ preview }, { caller, body }) => preview.preview(caller, body),
  }),
  defineOperation({
    method: 'post',
    path: '/plans',
    id: 'uploadPlan',
    summary:
      'Read, redact and keep a Terraform plan for a change about to be opened (up to 64 MB)',
    permission: permissions.create,
    body: uploadPlanRequestSchema,
    ignoresKey: true,
    // Read once the caller may upload one: reading is work.
    open:
      async ({ plans }, req, check) =>
      async () => {
        const { body, plan } = await openBody(req, plans);
        return plan ?? check(body).plan;
      },
    answer: uploadedPlanSchema,
    answerName: 'UploadedPlan',
    status: 201,
    handle: ({ plans }, { caller, body }) => plans.upload(caller, body),
  }),
  defineOperation({
    method: 'get',
    path: '/changes/{number}',
    id: 'getChange',
    summary: 'A change whole',
    permission: permissions.read,
    admit: admitReaders,
    params: ofChange,
    answer: changeDetailSchema,
    answerName: 'ChangeDetail',
    handle: ({ changes }, { caller, params }) =>
      changes.get(caller, params.number),
  }),
  defineOperation({
    method: 'patch',
    path: '/changes/{number}',
    id: 'updateChange',
    summary: 'Edit a change; fields that are left out stay, null clears one',
    permission: permissions.update,
    params: ofChange,
    body: updateChangeRequestSchema,
    answer: changeDetailSchema,
    answerName: 'ChangeDetail',
    handle: ({ lifecycle }, { caller, params, body, idempotencyKey }) =>
      lifecycle.edit(caller, params.number, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/changes/{number}/timeline',
    id: 'getTimeline',
    summary: 'Everything that happened to a change, newest first',
    permission: permissions.read,
    params: ofChange,
    query: timelineQuerySchema,
    answer: timelineResponseSchema,
    answerName: 'TimelineResponse',
    handle: ({ changes }, { caller, params, query }) =>
      changes.timeline(caller, params.number, query),
  }),
  defineOperation({
    method: 'get',
    path: '/changes/{number}/plan',
    id: 'getPlan',
    summary: 'The redacted Terraform plan',
    permission: permissions.read,
    params: ofChange,
    answer: redactedPlanSchema,
    answerName: 'RedactedPlan',
    isFile: true,
    handle: async ({ changes }, { caller, params }) => ({
      content: await changes.plan(caller, params.number),
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/changes/{number}/evidence',
    id: 'getEvidence',
    summary: 'The evidence bundle that countersign verify checks',
    permission: permissions.read,
    params: ofChange,
    query: evidenceQuerySchema,
    answer: bundleSchema,
    answerName: 'a countersign-bundle/v1 file',
    isFile: true,
    handle: async ({ changes }, { caller, params: { number }, query }) => ({
      content: await changes.evidence(caller, number, query),
      filename: `${number}.evidence.json`,
    }),
  }),
  defineOperation({
    method: 'put',
    path: '/changes/{number}/following',
    id: 'followChange',
    summary: 'Follow a change, or do not: who follows is told what happens',
    permission: permissions.read,
    params: ofChange,
    body: followRequestSchema,
    ignoresKey: true,
    answer: followStateSchema,
    answerName: 'FollowState',
    handle: ({ followers }, { caller, params, body }) =>
      followers.follow(caller, params.number, body.follows),
  }),
];

/** Pieces of which the first is made: what refuses them does so before anything is sent. */
async function begun(
  pieces: AsyncIterator<string> & AsyncIterable<string>,
): Promise<AsyncIterable<string>> {
  const { value: first = '' } = await pieces.next();
  return (async function* all() {
    yield first;
    yield* pieces;
  })();
}
