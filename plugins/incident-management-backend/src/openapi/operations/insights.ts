import {
  figureRecordsSchema,
  figureSchema,
  incidentMetricsSchema,
  incidentReadPermission,
  metricsQuerySchema,
  suspectsSchema,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { defineOperation, params } from './operation';

const read = incidentReadPermission.name;

/** What is made of many records: suspects and figures. */
export const insightOperations = [
  defineOperation({
    method: 'get',
    path: '/incidents/{number}/suspects',
    id: 'getSuspects',
    summary: 'Changes that may have caused an incident, the most likely first',
    permission: read,
    params,
    answer: suspectsSchema,
    answerName: 'Suspects',
    handle: ({ suspects }, { caller, params: { number } }) =>
      suspects.of(caller, number),
  }),
  defineOperation({
    method: 'get',
    path: '/metrics',
    id: 'getMetrics',
    summary: 'The figures of incidents and deployments in a period',
    permission: read,
    query: metricsQuerySchema,
    answer: incidentMetricsSchema,
    answerName: 'IncidentMetrics',
    handle: ({ metrics }, { caller, query }) => metrics.report(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/metrics/{figure}',
    id: 'getFigure',
    summary: 'The incidents behind a figure, the longest first',
    permission: read,
    params: z.object({ figure: figureSchema }),
    query: metricsQuerySchema,
    answer: figureRecordsSchema,
    answerName: 'FigureRecords',
    handle: ({ metrics }, { caller, params: { figure }, query }) =>
      metrics.figure(caller, figure, query),
  }),
];
