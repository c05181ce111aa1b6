import {
  dashboardAnswerSchema,
  dashboardQuerySchema,
} from '@countersign/plugin-governance-common';
import {
  alertFigureSchema,
  alertQualityQuerySchema,
  alertQualitySchema,
  alertReadPermission,
  alertRunsSchema,
  deploymentFigureSchema,
  deploymentRecordsSchema,
  figureRecordsSchema,
  figureSchema,
  incidentMetricsSchema,
  incidentReadPermission,
  metricsQuerySchema,
  stateFiguresSchema,
  statementSchema,
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
    path: '/dashboard',
    id: 'getDashboard',
    summary:
      'The figures of incidents and problems for the governance dashboard',
    permission: read,
    query: dashboardQuerySchema,
    answer: dashboardAnswerSchema,
    answerName: 'DashboardAnswer',
    handle: ({ dashboard }, { caller, query }) =>
      dashboard.figures(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/dashboard/delivery',
    id: 'getDeliveryDashboard',
    summary: 'The figures of deployments for the governance dashboard',
    permission: read,
    query: dashboardQuerySchema,
    answer: dashboardAnswerSchema,
    answerName: 'DashboardAnswer',
    handle: ({ dashboard }, { caller, query }) =>
      dashboard.delivery(caller, query),
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
  defineOperation({
    method: 'get',
    path: '/metrics/{deploymentFigure}/deployments',
    id: 'getDeploymentsBehind',
    summary:
      'The deployments behind a figure: the longest lead time, or else the newest first',
    permission: read,
    params: z.object({ deploymentFigure: deploymentFigureSchema }),
    query: metricsQuerySchema,
    answer: deploymentRecordsSchema,
    answerName: 'DeploymentRecords',
    handle: ({ metrics }, { caller, params: { deploymentFigure }, query }) =>
      metrics.deployments(caller, deploymentFigure, query),
  }),
  defineOperation({
    method: 'get',
    path: '/alert-quality',
    id: 'getAlertQuality',
    summary:
      'How good alerts are: noise, flapping, and those without a runbook',
    permission: alertReadPermission.name,
    query: alertQualityQuerySchema,
    answer: alertQualitySchema,
    answerName: 'AlertQuality',
    handle: ({ quality }, { caller, query }) => quality.report(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/alert-quality/{alertFigure}',
    id: 'getAlertRuns',
    summary: 'The alerts that make a figure worse, the newest first',
    permission: alertReadPermission.name,
    params: z.object({ alertFigure: alertFigureSchema }),
    query: alertQualityQuerySchema,
    answer: alertRunsSchema,
    answerName: 'AlertRuns',
    handle: ({ quality }, { caller, params: { alertFigure }, query }) =>
      quality.behind(caller, alertFigure, query),
  }),
  defineOperation({
    method: 'post',
    path: '/statements',
    id: 'stateFigures',
    summary:
      'State the figures of a period for good, with the incidents they are made of',
    permission: read,
    body: stateFiguresSchema,
    answer: statementSchema,
    answerName: 'FigureStatement',
    status: 201,
    handle: ({ statements }, { caller, body, idempotencyKey }) =>
      statements.state(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/statements/{id}/evidence',
    id: 'getStatementEvidence',
    summary:
      'The evidence of stated figures, from which `countersign verify` works them out again',
    permission: read,
    params: z.object({ id: z.uuid() }),
    answer: z.looseObject({}),
    answerName: 'an evidence bundle',
    isFile: true,
    handle: async ({ statements }, { caller, params: { id } }) => ({
      content: await statements.evidence(caller, id),
      filename: `figures-${id}.evidence.json`,
    }),
  }),
];
