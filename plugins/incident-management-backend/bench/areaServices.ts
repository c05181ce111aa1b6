import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CatalogReader, CmdbService } from '@countersign/plugin-cmdb-node';
import {
  PlainAccess,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { incidentKind } from '../src/access/access';
import { ActionItemStore } from '../src/database/ActionItemStore';
import { AlertListStore } from '../src/database/AlertListStore';
import { IncidentListStore } from '../src/database/IncidentListStore';
import { ProblemStore } from '../src/database/ProblemStore';
import { RunStore } from '../src/database/RunStore';
import { AlertQualityReader } from '../src/metrics/AlertQualityReader';
import { DashboardReader } from '../src/metrics/DashboardReader';
import { AreaServices } from '../src/openapi/operations/operation';
import { AlertDesk } from '../src/services/AlertDesk';
import { createServices } from '../src/services/createServices';
import { GroupReader } from '../src/services/GroupReader';
import { silent } from './stage';

const limits = { closeAfter: 259_200_000, reopenWithin: 86_400_000 };

/** What figures of deployments are read from. */
export type ChangesOfBench = Pick<
  ChangeManagementService,
  'listChanges' | 'listDeployments' | 'listDeploymentOutcomes'
>;

/** The services behind the lists and the figures, as the plugin makes them, for somebody who may read everything. */
export function areaServices(options: {
  knex: Knex;
  ledger: Ledger;
  changes: ChangesOfBench;
}): AreaServices {
  const { knex, ledger, changes } = options;
  const cmdb = {
    graph: async () =>
      CmdbGraph.from([
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'person-50' },
          spec: {},
          relations: [{ type: 'memberOf', targetRef: 'group:default/team-1' }],
        },
      ]),
  } as unknown as CmdbService;
  const services = createServices({
    knex,
    ledger,
    authorizer: trustingAuthorizerOf(incidentKind),
    cmdb,
    changes,
    settings: {
      limits,
      privateGroups: [],
      production: 'production',
    },
    logger: silent,
  } as unknown as Parameters<typeof createServices>[0]);
  const access = new PlainAccess({
    authorize: async (all: unknown[]) =>
      all.map(() => ({ result: AuthorizeResult.ALLOW })),
  } as unknown as ConstructorParameters<typeof PlainAccess>[0]);
  return {
    ...services,
    quality: new AlertQualityReader({
      ...services,
      access,
      incidentAccess: services.access,
      runs: new RunStore(),
    }),
    dashboard: new DashboardReader({
      ...services,
      plainAccess: access,
      list: new IncidentListStore(),
      problems: new ProblemStore(),
      actions: new ActionItemStore(),
    }),
    alerts: new AlertDesk({
      journal: services.journal,
      access,
      catalog: new CatalogReader(cmdb),
      lists: new AlertListStore(),
      reader: new GroupReader({
        access: services.access,
        incidents: services.store,
        limits,
      }),
    } as ConstructorParameters<typeof AlertDesk>[0]),
  } as AreaServices;
}
