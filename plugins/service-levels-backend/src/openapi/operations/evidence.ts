import { evidenceQuerySchema } from '@countersign/plugin-governance-common';
import {
  Operation,
  witnessOperations,
} from '@countersign/plugin-governance-node';
import { ledgerStatusSchema } from '@countersign/plugin-ledger-common';
import {
  alertNumber,
  correctionNumber,
  evidenceOfPeriodSchema,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';
import { defineOperation, reading, Services } from './operation';

const byId = z.object({ id: z.string().min(1).max(300) });
const byNumber = z.object({ number: alertNumber.schema });
const byCorrection = z.object({ number: correctionNumber.schema });

/** What is proven: for `countersign verify`. */
export const evidenceOperations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/objectives/{id}/evidence',
    id: 'getObjectiveEvidence',
    summary:
      'The evidence bundle of an objective for a time: its hours, figures, alerts and corrections, for `countersign verify`',
    ...reading,
    params: byId,
    query: evidenceOfPeriodSchema,
    answer: z.looseObject({}),
    answerName: 'an evidence bundle of an objective',
    isFile: true,
    handle: async ({ evidence }, { params, query }) => ({
      content: await evidence.ofObjective(params.id, query),
      filename: `${params.id.replace('#', '-')}.evidence.json`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/alerts/{number}/evidence',
    id: 'getAlertEvidence',
    summary: 'The evidence bundle of an alert, for `countersign verify`',
    ...reading,
    params: byNumber,
    query: evidenceQuerySchema,
    answer: z.looseObject({}),
    answerName: 'an evidence bundle of an alert',
    isFile: true,
    handle: async ({ evidence }, { params, query }) => ({
      content: await evidence.ofAlert(params.number, query.since),
      filename: `${params.number}.evidence.json`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/corrections/{number}/evidence',
    id: 'getCorrectionEvidence',
    summary: 'The evidence bundle of a correction, for `countersign verify`',
    ...reading,
    params: byCorrection,
    query: evidenceQuerySchema,
    answer: z.looseObject({}),
    answerName: 'an evidence bundle of a correction',
    isFile: true,
    handle: async ({ evidence }, { params, query }) => ({
      content: await evidence.ofCorrection(params.number, query.since),
      filename: `${params.number}.evidence.json`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/ledger',
    id: 'getLedgerStatus',
    summary: 'How far the ledger is, and the keys that sign it',
    ...reading,
    answer: ledgerStatusSchema,
    answerName: 'LedgerStatus',
    handle: ({ ledger }) => ledger.status(),
  }),
  ...witnessOperations<Services>({
    ...reading,
    ledger: async ({ ledger }) => ledger,
  }),
];
