import { Operation } from '@countersign/plugin-governance-node';
import {
  confirmCorrectionSchema,
  correctionConfirmPermission,
  correctionEnterPermission,
  correctionNumber,
  correctionPageSchema,
  correctionSchema,
  correctionWithdrawPermission,
  enterCorrectionSchema,
  listCorrectionsQuerySchema,
  withdrawCorrectionSchema,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';
import { defineOperation, reading, Services } from './operation';

const byNumber = z.object({ number: correctionNumber.schema });
const answer = { answer: correctionSchema, answerName: 'Correction' };

/** Times that do not count in the corrected figures. */
export const correctionOperations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/corrections',
    id: 'listCorrections',
    summary: 'List corrections, newest first, a page at a time',
    ...reading,
    query: listCorrectionsQuerySchema,
    answer: correctionPageSchema,
    answerName: 'CorrectionPage',
    handle: ({ corrections }, { caller, query }) =>
      corrections.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/corrections',
    id: 'enterCorrection',
    summary:
      'Enter a time that does not count, by hand or from the window of an approved change',
    permission: correctionEnterPermission.name,
    admit: ({ access }, caller) => access.demandCorrecting(caller, 'enter'),
    body: enterCorrectionSchema,
    ...answer,
    status: 201,
    handle: ({ corrections }, { caller, body, idempotencyKey }) =>
      corrections.enter(caller, { ...body, idempotencyKey }),
  }),
  defineOperation({
    method: 'get',
    path: '/corrections/{number}',
    id: 'getCorrection',
    summary: 'A correction, whether it counts, and what can be done with it',
    ...reading,
    params: byNumber,
    ...answer,
    handle: ({ corrections }, { caller, params }) =>
      corrections.get(caller, params.number),
  }),
  defineOperation({
    method: 'post',
    path: '/corrections/{number}/confirm',
    id: 'confirmCorrection',
    summary:
      'Confirm a correction that was entered after it began: it takes somebody who has no part in the service',
    permission: correctionConfirmPermission.name,
    admit: ({ access }, caller) => access.demandCorrecting(caller, 'confirm'),
    params: byNumber,
    body: confirmCorrectionSchema,
    ...answer,
    handle: ({ corrections }, { caller, params, body, idempotencyKey }) =>
      corrections.confirm(caller, params.number, { ...body, idempotencyKey }),
  }),
  defineOperation({
    method: 'post',
    path: '/corrections/{number}/withdraw',
    id: 'withdrawCorrection',
    summary: 'Withdraw a correction: what it left out counts again',
    permission: correctionWithdrawPermission.name,
    admit: ({ access }, caller) => access.demandCorrecting(caller, 'withdraw'),
    params: byNumber,
    body: withdrawCorrectionSchema,
    ...answer,
    handle: ({ corrections }, { caller, params, body, idempotencyKey }) =>
      corrections.withdraw(caller, params.number, { ...body, idempotencyKey }),
  }),
];
