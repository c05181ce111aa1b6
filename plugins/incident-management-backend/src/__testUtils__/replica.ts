import { mockServices } from '@backstage/backend-test-utils';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  AreaPages,
  ImportDesk,
  openDatabase,
  PlainAccess,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import {
  openLedger,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { IncidentLimits } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { incidentKind } from '../access/access';
import { incidentDatabase } from '../database/incidentDatabase';
import { importPermissions } from '../openapi/operations/imports';
import { createProblems } from '../problems/createProblems';
import { createServices } from '../services/createServices';
import { noDrills } from '../services/DrillCauses';
import { fakeChanges } from './fakeChanges';
import { fakeServiceLevels } from './fakeServiceLevels';
import { entities, security } from './portal';

const cmdb = {
  graph: async () => CmdbGraph.from(entities),
  items: async (refs: readonly string[]) =>
    refs.map(ref => ({ entityRef: ref, owner: 'group:default/payments' })),
  exists: async () => true,
} as unknown as CmdbService;

/** The services of one replica over a database, by a clock that a test sets, without permissions. */
export async function startReplica(
  knex: Knex,
  options: { clock: () => Date; limits: IncidentLimits; isFirst?: boolean },
) {
  const { isFirst = false, clock, limits } = options;
  if (isFirst) {
    await openDatabase(mockServices.database({ knex }), incidentDatabase);
  }
  const ledger = await openLedger(knex, {
    origin: 'countersign/incident-management',
    config: { ledger: { signingKey } },
    isNew: isFirst,
  });
  const services = createServices({
    knex,
    ledger,
    authorizer: trustingAuthorizerOf(incidentKind),
    cmdb,
    changes: fakeChanges(),
    drills: noDrills,
    serviceLevels: fakeServiceLevels(),
    settings: {
      limits,
      privateGroups: [security],
      production: 'production',
      pages: new AreaPages({ path: '/incidents', baseUrl: '' }),
    },
    logger: mockServices.logger.mock(),
    clock,
    onMessages: () => {},
  });
  const problems = createProblems({
    ...services,
    ledger,
    plainAccess: new PlainAccess(mockServices.permissions()),
  });
  const imports = {
    ...{ knex, ledger, permissions: importPermissions },
    access: new PlainAccess(mockServices.permissions()),
    knownItems: async (refs: readonly string[]) => new Set(refs),
  };
  return {
    ...services,
    ...problems,
    ledger,
    imports: {
      incident: new ImportDesk({ ...imports, kind: 'incident' }),
      problem: new ImportDesk({ ...imports, kind: 'problem' }),
    },
  };
}

export type Replica = Awaited<ReturnType<typeof startReplica>>;
