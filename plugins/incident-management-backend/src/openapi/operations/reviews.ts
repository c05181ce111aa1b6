import {
  actionPageSchema,
  documentQuerySchema,
  incidentReadPermission,
  listActionsSchema,
  reviewDetailSchema,
  reviewQuerySchema,
  runbookUsesQuerySchema,
  runbookUsesSchema,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { defineOperation, params } from './operation';

const read = incidentReadPermission.name;

/** Reading what was learned from incidents; what is done with a review is a verb of its incident. */
export const reviewOperations = [
  defineOperation({
    method: 'get',
    path: '/incidents/{number}/review',
    id: 'getReview',
    summary: 'The review of an incident with its words, as it is or as it was',
    permission: read,
    params,
    query: reviewQuerySchema,
    answer: reviewDetailSchema,
    answerName: 'ReviewDetail',
    handle: ({ reviews }, { caller, params: { number }, query }) =>
      reviews.review(caller, number, query.revision),
  }),
  defineOperation({
    method: 'get',
    path: '/incidents/{number}/review/document',
    id: 'getReviewDocument',
    summary: 'The review as a Markdown file, or as a page for TechDocs',
    permission: read,
    params,
    query: documentQuerySchema,
    answer: z.string(),
    answerName: 'a Markdown file',
    media: 'text/markdown',
    isFile: true,
    handle: async ({ reviews }, { caller, params: { number }, query }) => ({
      content: await reviews.document(caller, number, query),
      filename: `${number}-review.md`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/actions',
    id: 'listActions',
    summary: 'List action items over all incidents: filtered, a page at a time',
    permission: read,
    query: listActionsSchema,
    answer: actionPageSchema,
    answerName: 'ActionPage',
    handle: ({ reviews }, { caller, query }) => reviews.actions(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/runbooks',
    id: 'getRunbookUses',
    summary:
      'When runbooks were last used in an incident, and last drilled, the last used first',
    permission: read,
    query: runbookUsesQuerySchema,
    answer: runbookUsesSchema,
    answerName: 'RunbookUses',
    handle: ({ reviews }, { caller, query }) => reviews.runbooks(caller, query),
  }),
];
