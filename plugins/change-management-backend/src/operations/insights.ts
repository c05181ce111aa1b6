import {
  configurationItemResponseSchema,
  metricsQuerySchema,
  metricsReportSchema,
  riskBandsSchema,
} from '@countersign/plugin-change-management-common';
import {
  dashboardAnswerSchema,
  dashboardQuerySchema,
  entityRefSchema,
} from '@countersign/plugin-governance-common';
import { witnessOperations } from '@countersign/plugin-governance-node';
import { ledgerStatusSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import {
  admitReaders,
  ChangeApi,
  defineOperation,
  permissions,
} from './ChangeApi';

/** Figures, the configuration item card and the state of the ledger. */
export const insightOperations = [
  defineOperation({
    method: 'get',
    path: '/metrics',
    id: 'getMetrics',
    summary: 'Success rate, lead time and emergencies, by team and risk band',
    permission: permissions.read,
    query: metricsQuerySchema,
    answer: metricsReportSchema,
    answerName: 'MetricsReport',
    handle: ({ metrics }, { caller, query }) => metrics.report(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/dashboard',
    id: 'getDashboard',
    summary: 'The figures of changes for the governance dashboard',
    permission: permissions.read,
    query: dashboardQuerySchema,
    answer: dashboardAnswerSchema,
    answerName: 'DashboardAnswer',
    handle: ({ dashboard }, { caller, query }) =>
      dashboard.figures(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/risk/bands',
    id: 'getRiskBands',
    summary: 'The real failure rate of each risk band',
    permission: permissions.read,
    answer: riskBandsSchema,
    answerName: 'items: RiskBandOutcome[]',
    admit: admitReaders,
    handle: ({ metrics }) => metrics.bands(),
  }),
  defineOperation({
    method: 'get',
    path: '/configuration-items/by-ref',
    id: 'getConfigurationItem',
    summary: 'A configuration item with its relations and changes',
    permission: permissions.read,
    query: z.strictObject({ ref: entityRefSchema }),
    answer: configurationItemResponseSchema,
    answerName: 'ConfigurationItemResponse',
    handle: ({ items }, { caller, query }) => items.get(caller, query.ref),
  }),
  defineOperation({
    method: 'get',
    path: '/ledger',
    id: 'getLedgerStatus',
    summary: 'The latest checkpoint of the ledger and its keys',
    permission: permissions.read,
    answer: ledgerStatusSchema,
    answerName: 'LedgerStatus',
    admit: admitReaders,
    handle: ({ ledger }) => ledger.status(),
  }),
  ...witnessOperations<ChangeApi>({
    permission: permissions.read,
    admit: admitReaders,
    ledger: async ({ ledger }) => ledger,
  }),
];
