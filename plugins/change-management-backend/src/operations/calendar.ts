import {
  calendarQuerySchema,
  calendarResponseSchema,
  scheduleRuleInputSchema,
  scheduleRuleSchema,
  scheduleRulesResponseSchema,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import { admitReaders, defineOperation, permissions } from './ChangeApi';

/** The change calendar, freezes and maintenance windows. */
export const calendarOperations = [
  defineOperation({
    method: 'get',
    path: '/calendar',
    id: 'getCalendar',
    summary: 'Planned changes, freezes and maintenance windows of a range',
    permission: permissions.read,
    query: calendarQuerySchema,
    answer: calendarResponseSchema,
    answerName: 'CalendarResponse',
    handle: ({ calendar }, { caller, query }) =>
      calendar.calendar(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/schedule-rules',
    id: 'listScheduleRules',
    summary: 'Freezes and maintenance windows',
    permission: permissions.read,
    answer: scheduleRulesResponseSchema,
    answerName: 'ScheduleRulesResponse',
    admit: admitReaders,
    handle: ({ calendar }) => calendar.rules(),
  }),
  defineOperation({
    method: 'post',
    path: '/schedule-rules',
    id: 'createScheduleRule',
    summary: 'Declare a freeze or a maintenance window',
    permission: permissions.manageCalendar,
    body: scheduleRuleInputSchema,
    answer: scheduleRuleSchema,
    answerName: 'ScheduleRule',
    status: 201,
    handle: ({ calendar }, { caller, body, idempotencyKey }) =>
      calendar.createRule(caller, body, { idempotencyKey }),
  }),
  defineOperation({
    method: 'post',
    path: '/schedule-rules/{id}/end',
    id: 'endScheduleRule',
    summary: 'End a freeze or a maintenance window; it stays on record',
    permission: permissions.manageCalendar,
    params: z.object({ id: z.uuid() }),
    answer: scheduleRuleSchema,
    answerName: 'ScheduleRule',
    handle: ({ calendar }, { caller, params, idempotencyKey }) =>
      calendar.endRule(caller, params.id, idempotencyKey),
  }),
];
