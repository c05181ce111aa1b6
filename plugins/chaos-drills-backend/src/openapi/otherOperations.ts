import {
  changeDrillsQuerySchema,
  changeDrillsSchema,
  detectionSchema,
  drillPlanSchema,
  drillReadPermission,
  drillTimelineSchema,
  entityDrillsQuerySchema,
  entityDrillsSchema,
  experimentDetailSchema,
  experimentListSchema,
  importedJournalSchema,
  importedJournalsSchema,
  importJournalSchema,
  journalImportPermission,
  leverPullPermission,
  leverReleasePermission,
  leverSchema,
  pullLeverSchema,
  releaseLeverSchema,
} from '@countersign/plugin-chaos-drills-common';
import {
  dashboardAnswerSchema,
  dashboardQuerySchema,
  evidenceQuerySchema,
  sha256DigestSchema,
  slugSchema,
  timelineQuerySchema,
} from '@countersign/plugin-governance-common';
import {
  ledgerOperation,
  operationsOver,
  witnessOperations,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Drills } from '../createDrills';

const { defineOperation } = operationsOver<Drills>();

const read = drillReadPermission.name;
const lever = { answer: leverSchema, answerName: 'Lever' } as const;

/** Every route of experiments, the plan, journals of others, detection, the lever and the ledger. */
export const otherOperations = [
  defineOperation({
    method: 'get',
    path: '/experiments',
    id: 'listExperiments',
    summary: 'Every experiment, with what is wrong with it',
    permission: read,
    answer: experimentListSchema,
    answerName: 'ExperimentList',
    handle: ({ experimentReader }, { caller }) => experimentReader.list(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/experiments/{name}',
    id: 'getExperiment',
    summary: 'An experiment with its text',
    permission: read,
    params: z.object({ name: slugSchema }),
    answer: experimentDetailSchema,
    answerName: 'ExperimentDetail',
    handle: ({ experimentReader }, { caller, params: { name } }) =>
      experimentReader.get(caller, name),
  }),
  defineOperation({
    method: 'get',
    path: '/plan',
    id: 'getDrillPlan',
    summary: 'Which service has to be drilled when, the most overdue first',
    permission: read,
    answer: drillPlanSchema,
    answerName: 'DrillPlan',
    handle: ({ planReader }, { caller }) => planReader.read(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/dashboard',
    id: 'getDashboard',
    summary: 'The figures of drills for the governance dashboard',
    permission: read,
    query: dashboardQuerySchema,
    answer: dashboardAnswerSchema,
    answerName: 'DashboardAnswer',
    handle: ({ dashboardReader }, { caller, query }) =>
      dashboardReader.figures(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/entity-drills',
    id: 'getEntityDrills',
    summary:
      'Whether an entity is drilled: what runs on it, what ran last, and what is due next',
    permission: read,
    query: entityDrillsQuerySchema,
    answer: entityDrillsSchema,
    answerName: 'EntityDrills',
    handle: ({ entityReader }, { caller, query }) =>
      entityReader.read(caller, query.entityRef),
  }),
  defineOperation({
    method: 'get',
    path: '/change-drills',
    id: 'getChangeDrills',
    summary: 'The drills of a change, or else what can be drilled under it',
    permission: read,
    query: changeDrillsQuerySchema,
    answer: changeDrillsSchema,
    answerName: 'ChangeDrills',
    handle: ({ changeDrillsReader }, { caller, query }) =>
      changeDrillsReader.read(caller, query.change),
  }),
  defineOperation({
    method: 'get',
    path: '/detection',
    id: 'getDetection',
    summary: 'How well detection is predicted over all drills',
    permission: read,
    answer: detectionSchema,
    answerName: 'Detection',
    handle: ({ detectionReader }, { caller }) => detectionReader.read(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/journals',
    id: 'listJournals',
    summary: 'Journals of other tools, the last ones first',
    permission: read,
    answer: importedJournalsSchema,
    answerName: 'ImportedJournals',
    handle: ({ journalDesk }, { caller }) => journalDesk.list(caller),
  }),
  defineOperation({
    method: 'post',
    path: '/journals',
    id: 'importJournal',
    summary: 'Bring the journal of another tool',
    permission: journalImportPermission.name,
    body: importJournalSchema,
    answer: importedJournalSchema,
    answerName: 'ImportedJournal',
    status: 201,
    handle: ({ journalDesk }, { caller, body, idempotencyKey }) =>
      journalDesk.import(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/journals/{digest}',
    id: 'getImportedJournal',
    summary: 'What another tool wrote of its drill',
    permission: read,
    params: z.object({ digest: sha256DigestSchema }),
    answer: z.looseObject({}),
    answerName: 'a journal',
    isFile: true,
    handle: async ({ journalDesk }, { caller, params: { digest } }) => ({
      content: await journalDesk.content(caller, digest),
      filename: `${digest.slice('sha256:'.length, 20)}.journal.json`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/lever',
    id: 'getLever',
    summary: 'Who holds the lever: while anybody does, nothing starts',
    permission: read,
    ...lever,
    handle: ({ leverDesk }, { caller }) => leverDesk.read(caller),
  }),
  defineOperation({
    method: 'post',
    path: '/lever/pull',
    id: 'pullLever',
    summary: 'Stop every drill, and keep others from starting',
    permission: leverPullPermission.name,
    body: pullLeverSchema,
    ...lever,
    handle: ({ leverDesk }, { caller, body, idempotencyKey }) =>
      leverDesk.pull(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'post',
    path: '/lever/release',
    id: 'releaseLever',
    summary: 'Let drills start again, naming every pull that holds the lever',
    permission: leverReleasePermission.name,
    body: releaseLeverSchema,
    ...lever,
    handle: ({ leverDesk }, { caller, body, idempotencyKey }) =>
      leverDesk.release(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/lever/timeline',
    id: 'getLeverTimeline',
    summary: 'What the ledger holds about the lever, newest first',
    permission: read,
    query: timelineQuerySchema,
    answer: drillTimelineSchema,
    answerName: 'DrillTimeline',
    handle: ({ leverDesk }, { caller, query }) =>
      leverDesk.timeline(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/lever/evidence',
    id: 'getLeverEvidence',
    summary: 'The evidence bundle of the lever, for `countersign verify`',
    permission: read,
    query: evidenceQuerySchema,
    answer: z.looseObject({}),
    answerName: 'an evidence bundle',
    isFile: true,
    handle: async ({ leverDesk }, { caller, query }) => ({
      content: await leverDesk.evidence(caller, query.since),
      filename: 'drill-lever.evidence.json',
    }),
  }),
  ledgerOperation<Drills>({
    permission: read,
    status: async ({ reader }, caller) =>
      (await reader.readableLedger(caller)).status(),
  }),
  ...witnessOperations<Drills>({
    permission: read,
    ledger: ({ reader }, caller) => reader.readableLedger(caller),
  }),
];
