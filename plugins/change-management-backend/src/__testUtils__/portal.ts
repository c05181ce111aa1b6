import {
  PermissionsService,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  ChangeManagementClient,
  CreateChangeRequest,
} from '@countersign/plugin-change-management-common';
import { ImportedClient } from '@countersign/plugin-governance-common';
import {
  signingKey,
  startTestPortal,
  TestPortalOptions,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { changeManagementPlugin } from '../plugin';
import { estate, groups, items } from './estate';

const policies = [
  {
    name: 'tier-1',
    match: { items: { $contains: { tier: 'tier-1' } } },
    require: [
      { ownersOf: 'items', count: 1 },
      { group: groups.approvers, count: 1 },
    ],
  },
  { name: 'default', require: [{ group: groups.approvers, count: 1 }] },
];

const templates = [
  {
    id: 'rotate-receipts',
    title: 'Rotate the receipts bucket',
    category: 'infrastructure',
    environments: ['production'],
    match: { kind: 'Resource' },
    implementationPlan: 'Run the rotation job.',
    testPlan: 'Read a receipt.',
    backoutPlan: 'Rotate back.',
    maxRisk: 'high',
  },
];

/** What a test may set up otherwise. */
export interface PortalOptions {
  entities?: Entity[];
  changeManagement?: object;
  permissions?: PermissionsService;
  features?: TestPortalOptions['features'];
  /** Taken instead of the portal's own for the same services. */
  services?: ServiceFactory[];
  /** Configuration besides that of change management. */
  config?: JsonObject;
  /** The database of another portal: a second replica, or the same one started again. */
  knex?: Knex;
}

/** The configuration of a portal of the tests. */
export function portalConfig({
  config,
  changeManagement,
}: Pick<PortalOptions, 'config' | 'changeManagement'> = {}): JsonObject {
  return {
    ...config,
    ledger: { signingKey },
    changeManagement: {
      approvalPolicies: policies,
      standardChangeTemplates: templates,
      ...changeManagement,
    },
  };
}

export type Portal = Awaited<ReturnType<typeof startPortal>>;

/** Change management over HTTP on real PostgreSQL, with a catalog of a few entities. */
export async function startPortal(
  databases: Pick<TestDatabases, 'init'>,
  options: PortalOptions = {},
) {
  const { api, ...portal } = await startTestPortal(databases, {
    ...options,
    pluginId: 'change-management',
    features: [changeManagementPlugin, ...(options.features ?? [])],
    entities: options.entities ?? estate(),
    config: portalConfig(options),
  });
  return {
    ...portal,
    /** The API as a signed-in person. */
    as: (userRef: string) => new ChangeManagementClient(api.as(userRef)),
    /** The API as a pipeline. */
    asPipeline: (subject?: string) =>
      new ChangeManagementClient(api.asPipeline(subject)),
    /** Changes of other systems, as a signed-in person. */
    imported: (userRef: string) =>
      new ImportedClient('change', api.as(userRef)),
    /** The same as a pipeline. */
    importedByPipeline: (subject?: string) =>
      new ImportedClient('change', api.asPipeline(subject)),
    token: (userRef: string) => mockCredentials.user.token(userRef),
  };
}

/** A portal for all tests of a file: started before the first, stopped before its database goes. */
export function usePortal(options: PortalOptions = {}): () => Portal {
  return useForAllTests(databases => startPortal(databases, options));
}

/** A window around now, in hours from now. */
export function windowAround(fromHours = -1, toHours = 2) {
  const now = DateTime.utc();
  return {
    start: now.plus({ hours: fromHours }).toISO(),
    end: now.plus({ hours: toHours }).toISO(),
  };
}

/** What changes of the tests deploy; in production every deployment names its commit. */
export const commit = 'c0ffee'.padEnd(40, '0');

/** A complete request that submits itself. */
export function request(
  fields: Partial<CreateChangeRequest> = {},
): CreateChangeRequest {
  return {
    title: 'Raise the receipts retention',
    environment: 'production',
    items: [items.bucket],
    window: windowAround(),
    commit,
    justification: 'Auditors ask for seven years.',
    testPlan: 'Read an old receipt.',
    backoutPlan: 'Set it back.',
    submit: true,
    ...fields,
  };
}
