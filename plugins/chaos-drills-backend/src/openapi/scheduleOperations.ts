import {
  drillPlanPermission,
  drillReadPermission,
  scheduleBodies,
  scheduleListSchema,
  scheduleSchema,
} from '@countersign/plugin-chaos-drills-common';
import { slugSchema } from '@countersign/plugin-governance-common';
import { operationsOver } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Drills } from '../createDrills';

const { defineOperation } = operationsOver<Drills>();

const params = z.object({ experiment: slugSchema });
const one = { answer: scheduleSchema, answerName: 'Schedule' } as const;

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
    method: 'post',
    path: '/schedules/{experiment}/turn-on',
    id: 'turnScheduleOn',
    summary:
      'Turn a schedule on: drills are planned for its windows, under changes in the name of whoever turns it on',
    permission: drillPlanPermission.name,
    params,
    body: scheduleBodies['turn-on'],
    ...one,
    handle: (
      { scheduleDesk },
      { caller, params: { experiment }, body, idempotencyKey },
    ) =>
      scheduleDesk.act(
        caller,
        experiment,
        { verb: 'turn-on', body },
        idempotencyKey,
      ),
  }),
  defineOperation({
    method: 'post',
    path: '/schedules/{experiment}/pause',
    id: 'pauseSchedule',
    summary:
      'Pause a schedule: no drill is planned until it is turned on again',
    permission: drillPlanPermission.name,
    params,
    body: scheduleBodies.pause,
    ...one,
    handle: (
      { scheduleDesk },
      { caller, params: { experiment }, body, idempotencyKey },
    ) =>
      scheduleDesk.act(
        caller,
        experiment,
        { verb: 'pause', body },
        idempotencyKey,
      ),
  }),
];
