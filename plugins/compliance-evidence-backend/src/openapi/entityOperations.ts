import {
  entityHistoryQuerySchema,
  entityHistorySchema,
  entityScopeQuerySchema,
  entityScopeSchema,
  findingReadPermission,
  openFindingsSchema,
  runReadPermission,
} from '@countersign/plugin-compliance-evidence-common';
import { operationsOver } from '@countersign/plugin-governance-node';
import { Assurance } from '../assurance/createAssurance';
import { Runs } from '../createRuns';

const { defineOperation } = operationsOver<
  Pick<Runs, 'reader'> & Pick<Assurance, 'findingDesk'>
>();

/** What the cards of an entity's page show, each in one answer. */
export const entityOperations = [
  defineOperation({
    method: 'get',
    path: '/entity-scope',
    id: 'getEntityScope',
    summary:
      'In the scope of which reports an entity is, and which findings about it are not closed',
    permission: runReadPermission.name,
    query: entityScopeQuerySchema,
    answer: entityScopeSchema,
    answerName: 'EntityScope',
    handle: async ({ reader, findingDesk }, { caller, query }) => ({
      items: await reader.scopeOf(caller, query.entityRef),
      findings: await findingDesk.unsettledAbout(caller, query.entityRef),
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/open-findings',
    id: 'getOpenFindings',
    summary: 'Which entities have open findings, and how many',
    permission: findingReadPermission.name,
    answer: openFindingsSchema,
    answerName: 'OpenFindings',
    handle: ({ findingDesk }, { caller }) => findingDesk.openByEntity(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/entity-history',
    id: 'getEntityHistory',
    summary:
      'The newest runs that looked at an entity, and the newest findings about it',
    permission: runReadPermission.name,
    query: entityHistoryQuerySchema,
    answer: entityHistorySchema,
    answerName: 'EntityHistory',
    handle: async ({ reader, findingDesk }, { caller, query }) => {
      const { limit, entityRef } = query;
      const filters = { entityRef: [entityRef], limit };
      const runs = await reader.list(caller, filters);
      const findings = await findingDesk.list(caller, filters);
      return { runs: runs.items, findings: findings.items };
    },
  }),
];
