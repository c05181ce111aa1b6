import {
  countedDeploymentPageSchema,
  deploymentPageSchema,
  deploymentReportSchema,
  deploymentSchema,
  listDeploymentOutcomesQuerySchema,
  listDeploymentsQuerySchema,
} from '@countersign/plugin-change-management-common';
import { withLinks } from '@countersign/plugin-governance-common';
import { defineOperation, permissions } from './ChangeApi';

/** Reports of deployments and their reconciliation. */
export const deploymentOperations = [
  defineOperation({
    method: 'get',
    path: '/deployments',
    id: 'listDeployments',
    summary: 'List deployments and their verdicts, newest first',
    permission: permissions.read,
    query: listDeploymentsQuerySchema,
    answer: deploymentPageSchema,
    answerName: 'Page<Deployment>',
    handle: ({ deployments }, { caller, query }) =>
      deployments.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/deployments/outcomes',
    id: 'listDeploymentOutcomes',
    summary:
      'List how the deployments that began in a period went, newest first: what figures are made of',
    permission: permissions.read,
    query: listDeploymentOutcomesQuerySchema,
    answer: countedDeploymentPageSchema,
    answerName: 'Page<CountedDeployment>',
    handle: ({ deployments }, { caller, query }) =>
      deployments.outcomes(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/deployments',
    id: 'reportDeployment',
    summary: 'Report a deployment; it is reconciled at once',
    permission: 'change-management.deployment.report',
    body: deploymentReportSchema,
    answer: withLinks(deploymentSchema),
    answerName: 'Deployment, and the pages of the changes it names',
    status: 201,
    handle: async (
      { deployments, pages },
      { caller, body, idempotencyKey },
    ) => {
      const deployment = await deployments.report(caller, body, {
        idempotencyKey,
      });
      const { changeNumber, reconciliation } = deployment;
      return {
        ...deployment,
        links: pages.links(changeNumber, reconciliation.retrospectiveChange),
      };
    },
  }),
];
