import {
  escalationAnswerSchema,
  incidentReadPermission,
  listOverridesSchema,
  onCallAnswerSchema,
  onCallOverridePermission,
  onCallQuerySchema,
  onCallReadPermission,
  openOverrideSchema,
  overrideSchema,
  overridesSchema,
  rotationParamsSchema,
  shiftsAnswerSchema,
  shiftsQuerySchema,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { defineOperation, params } from './operation';

const read = onCallReadPermission.name;
const override = onCallOverridePermission.name;
const byId = z.object({ id: z.uuid() });

/** Who is on call, who stands in for whom, and who was told of an incident. */
export const onCallOperations = [
  defineOperation({
    method: 'get',
    path: '/on-call',
    id: 'getOnCall',
    summary: 'Who is on call, and who is told of incidents on an entity',
    permission: read,
    query: onCallQuerySchema,
    answer: onCallAnswerSchema,
    answerName: 'OnCallAnswer',
    handle: ({ onCall }, { caller, query }) => onCall.onCall(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/rotations/{name}/shifts',
    id: 'listShifts',
    summary: 'Who is on call when, and when nobody is',
    permission: read,
    params: rotationParamsSchema,
    query: shiftsQuerySchema,
    answer: shiftsAnswerSchema,
    answerName: 'ShiftsAnswer',
    handle: ({ onCall }, { caller, params: { name }, query }) =>
      onCall.shifts(caller, name, query),
  }),
  defineOperation({
    method: 'get',
    path: '/rotations/{name}/calendar',
    id: 'getRotationCalendar',
    summary: 'A rotation as iCalendar',
    permission: read,
    params: rotationParamsSchema,
    answer: z.string(),
    answerName: 'a calendar (RFC 5545)',
    media: 'text/calendar',
    isFile: true,
    handle: async ({ onCall }, { caller, params: { name } }) => ({
      content: await onCall.calendar(caller, name),
      filename: `${name}.ics`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/overrides',
    id: 'listOverrides',
    summary: 'Who stands in for whom: withdrawn ones too, the newest first',
    permission: read,
    query: listOverridesSchema,
    answer: overridesSchema,
    answerName: 'Overrides',
    handle: ({ onCall }, { caller, query }) =>
      onCall.listOverrides(caller, query.rotation),
  }),
  defineOperation({
    method: 'post',
    path: '/overrides',
    id: 'openOverride',
    summary: 'Put somebody on call for a while',
    permission: override,
    body: openOverrideSchema,
    answer: overrideSchema,
    answerName: 'Override',
    status: 201,
    ignoresKey: true,
    handle: ({ onCall }, { caller, body }) => onCall.override(caller, body),
  }),
  defineOperation({
    method: 'post',
    path: '/overrides/{id}/withdraw',
    id: 'withdrawOverride',
    summary: 'Take an override back',
    permission: override,
    params: byId,
    answer: overrideSchema,
    answerName: 'Override',
    ignoresKey: true,
    handle: ({ onCall }, { caller, params: { id } }) =>
      onCall.withdraw(caller, id),
  }),
  defineOperation({
    method: 'get',
    path: '/incidents/{number}/pages',
    id: 'listPages',
    summary:
      'Who was told of an incident, by which step, and whether it arrived',
    permission: incidentReadPermission.name,
    params,
    answer: escalationAnswerSchema,
    answerName: 'EscalationAnswer',
    handle: ({ onCall }, { caller, params: { number } }) =>
      onCall.escalation(caller, number),
  }),
];
