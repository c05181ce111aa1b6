import {
  drillBodies,
  drillDetailSchema,
  drillNumber,
  drillPageSchema,
  drillPlanPermission,
  drillReadPermission,
  drillTimelineSchema,
  listDrillsSchema,
  planDrillSchema,
  readinessSchema,
  runEventsQuerySchema,
  runEventsSchema,
} from '@countersign/plugin-chaos-drills-common';
import {
  operationsOver,
  tellingOperations,
  verbOperationId,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { permissionOf } from '../access';
import { Drills } from '../createDrills';

const { defineOperation } = operationsOver<Drills>();

const params = z.object({ number: drillNumber.schema });
const read = drillReadPermission.name;

/** A drill says which verbs it understands. */
export const drillVerbPath = {
  path: '/drills/{number}',
  params,
  name: 'a drill',
};

const detail = {
  answer: drillDetailSchema,
  answerName: 'DrillDetail',
} as const;

/** Every route of drills and their runs. */
export const drillOperations = [
  defineOperation({
    method: 'get',
    path: '/drills',
    id: 'listDrills',
    summary: 'List drills: filtered, a page at a time',
    permission: read,
    query: listDrillsSchema,
    answer: drillPageSchema,
    answerName: 'DrillPage',
    handle: ({ desk }, { caller, query }) => desk.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/drills',
    id: 'planDrill',
    summary: 'Plan a drill of an experiment',
    permission: drillPlanPermission.name,
    body: planDrillSchema,
    ...detail,
    status: 201,
    handle: ({ desk }, { caller, body, idempotencyKey }) =>
      desk.plan(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/drills/{number}',
    id: 'getDrill',
    summary: 'A drill, and what can be done with it',
    permission: read,
    params,
    ...detail,
    handle: ({ desk }, { caller, params: { number } }) =>
      desk.get(caller, number),
  }),
  defineOperation({
    method: 'get',
    path: '/drills/{number}/readiness',
    id: 'getDrillReadiness',
    summary:
      'What keeps a drill from starting now, and its targets as they are now; nothing is recorded',
    permission: read,
    params,
    answer: readinessSchema,
    answerName: 'Readiness',
    handle: ({ starter }, { caller, params: { number } }) =>
      starter.readiness(caller, number),
  }),
  defineOperation({
    method: 'get',
    path: '/drills/{number}/events',
    id: 'listDrillEvents',
    summary: 'What happened in the run of a drill so far',
    permission: read,
    params,
    query: runEventsQuerySchema,
    answer: runEventsSchema,
    answerName: 'RunEvents',
    handle: ({ reader }, { caller, params: { number }, query }) =>
      reader.events(caller, number, query.after),
  }),
  defineOperation({
    method: 'get',
    path: '/drills/{number}/journal',
    id: 'getDrillJournal',
    summary:
      'The journal of a drill that is over, in the form of Chaos Toolkit',
    permission: read,
    params,
    answer: z.looseObject({}),
    answerName: 'a journal',
    isFile: true,
    handle: async ({ reader }, { caller, params: { number } }) => ({
      content: await reader.journal(caller, number),
      filename: `${number}.journal.json`,
    }),
  }),
  defineOperation({
    method: 'post',
    path: '/drills/{number}/start',
    id: verbOperationId('start', 'Drill'),
    summary: 'Start a drill, where everything that has to hold does',
    permission: permissionOf('start').name,
    params,
    body: drillBodies.start,
    ...detail,
    handle: ({ starter }, { caller, params: { number }, idempotencyKey }) =>
      starter.start(caller, number, idempotencyKey),
  }),
  defineOperation({
    method: 'post',
    path: '/drills/{number}/stop',
    id: verbOperationId('stop', 'Drill'),
    summary: 'Stop a drill that runs: its faults end, and it rolls back',
    permission: permissionOf('stop').name,
    params,
    body: drillBodies.stop,
    ...detail,
    handle: ({ desk }, { caller, params: { number }, body, idempotencyKey }) =>
      desk.stop(caller, number, body, idempotencyKey),
  }),
  defineOperation({
    method: 'post',
    path: '/drills/{number}/cancel',
    id: verbOperationId('cancel', 'Drill'),
    summary: 'Cancel a drill that has not started',
    permission: permissionOf('cancel').name,
    params,
    body: drillBodies.cancel,
    ...detail,
    handle: ({ desk }, { caller, params: { number }, body, idempotencyKey }) =>
      desk.cancel(caller, number, body, idempotencyKey),
  }),
  defineOperation({
    method: 'post',
    path: '/drills/{number}/note',
    id: verbOperationId('note', 'Drill'),
    summary:
      'Write a lesson, or what somebody saw, into the timeline of a drill',
    permission: permissionOf('note').name,
    params,
    body: drillBodies.note,
    ...detail,
    handle: ({ desk }, { caller, params: { number }, body, idempotencyKey }) =>
      desk.note(caller, number, body, idempotencyKey),
  }),
  ...tellingOperations<Drills, typeof drillTimelineSchema>({
    name: 'a drill',
    path: '/drills/{number}',
    params,
    permission: read,
    timeline: drillTimelineSchema,
    timelineName: 'DrillTimeline',
    teller: ({ reader }) => reader,
  }),
];
