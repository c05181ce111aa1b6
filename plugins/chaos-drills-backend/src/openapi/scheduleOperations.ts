import {
  drillPlanPermission,
  drillReadPermission,
  drillTimelineSchema,
  scheduleBodies,
  scheduleListSchema,
  scheduleSchema,
  ScheduleVerb,
} from '@countersign/plugin-chaos-drills-common';
import {
  evidenceQuerySchema,
  slugSchema,
  timelineQuerySchema,
} from '@countersign/plugin-governance-common';
import { operationsOver } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Drills } from '../createDrills';
import { ScheduleDeed } from '../schedule/ScheduleDesk';

const { defineOperation } = operationsOver<Drills>();

const params = z.object({ experiment: slugSchema });

/** A verb of schedules. */
function actOperation<V extends ScheduleVerb>(
  verb: V,
  told: { id: string; summary: string },
) {
  return defineOperation({
    method: 'post',
    path: `/schedules/{experiment}/${verb}`,
    ...told,
    permission: drillPlanPermission.name,
    params,
    body: scheduleBodies[verb],
    answer: scheduleSchema,
    answerName: 'Schedule',
    handle: ({ scheduleDesk }, { caller, params: named, ...asked }) =>
      scheduleDesk.act(
        caller,
        named.experiment,
        { verb, body: asked.body } as ScheduleDeed,
        asked.idempotencyKey,
      ),
  });
}

/** Every route of schedules. */
export const scheduleOperations = [
  defineOperation({
    method: 'get',
    path: '/schedules',
    id: 'listSchedules',
    summary: 'The schedule of each experiment that has one',
    permission: drillReadPermission.name,
    answer: scheduleListSchema,
    answerName: 'ScheduleList',
    handle: ({ scheduleDesk }, { caller }) => scheduleDesk.list(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/schedules/{experiment}/timeline',
    id: 'getScheduleTimeline',
    summary: 'What the ledger holds about a schedule, newest first',
    permission: drillReadPermission.name,
    params,
    query: timelineQuerySchema,
    answer: drillTimelineSchema,
    answerName: 'DrillTimeline',
    handle: ({ scheduleDesk }, { caller, params: { experiment }, query }) =>
      scheduleDesk.timeline(caller, experiment, query),
  }),
  defineOperation({
    method: 'get',
    path: '/schedules/{experiment}/evidence',
    id: 'getScheduleEvidence',
    summary: 'The evidence bundle of a schedule, for `countersign verify`',
    permission: drillReadPermission.name,
    params,
    query: evidenceQuerySchema,
    answer: z.looseObject({}),
    answerName: 'an evidence bundle',
    isFile: true,
    handle: async (
      { scheduleDesk },
      { caller, params: { experiment }, query },
    ) => ({
      content: await scheduleDesk.evidence(caller, experiment, query.since),
      filename: `drill-schedule-${experiment}.evidence.json`,
    }),
  }),
  actOperation('turn-on', {
    id: 'turnScheduleOn',
    summary:
      'Turn a schedule on: drills are planned for its windows, under changes in the name of whoever turns it on',
  }),
  actOperation('pause', {
    id: 'pauseSchedule',
    summary:
      'Pause a schedule: no drill is planned until it is turned on again',
  }),
];
