import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { AreaPages, openDatabase } from '@countersign/plugin-governance-node';
import {
  openLedger,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { errorBudgetRulesSchema } from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { serviceLevelDatabase } from '../database/serviceLevelDatabase';
import { createServices } from '../services/createServices';

const noChanges = {
  getChange: async (number: string) => {
    throw new NotFoundError(`There is no change ${number}`);
  },
  listChanges: async () => ({
    items: [],
    count: { value: 0, capped: false },
  }),
};

const ownerIn = (entities: Entity[], ref: string) =>
  entities
    .find(entity => stringifyEntityRef(entity) === ref)
    ?.relations?.find(({ type }) => type === 'ownedBy')?.targetRef;

/** A catalog of configuration items of which all belong to one team, unless they say another. */
const cmdbOf = (entities: Entity[]) =>
  ({
    graph: async () => CmdbGraph.from(entities),
    items: async (refs: readonly string[]) =>
      refs.map(ref => ({
        ref,
        owner: ownerIn(entities, ref) ?? 'group:default/checkout',
        system: 'system:default/commerce',
      })),
  } as unknown as CmdbService);

/** The services of one replica over a database, by a clock that a test sets. */
export async function startReplica(
  knex: Knex,
  options: {
    source: ServiceLevelSource;
    clock: () => Date;
    /** Read anew at each refresh. */
    entities: Entity[];
    isFirst?: boolean;
    /** Names of webhook targets that get every alert. */
    webhooks?: readonly string[];
    changes?: Pick<ChangeManagementService, 'getChange'>;
  },
) {
  const { source, clock, entities, isFirst = false } = options;
  if (isFirst) {
    await openDatabase(mockServices.database({ knex }), serviceLevelDatabase);
  }
  const ledger = await openLedger(knex, {
    origin: 'countersign/service-levels',
    config: { ledger: { signingKey } },
    isNew: isFirst,
  });
  const services = createServices({
    knex,
    ledger,
    catalog: {
      ...catalogServiceMock({ entities }),
      getEntities: (...request) =>
        catalogServiceMock({ entities }).getEntities(...request),
    },
    auth: mockServices.auth(),
    cmdb: cmdbOf(entities),
    changes: { ...noChanges, ...options.changes },
    permissions: mockServices.permissions.mock(),
    logger: mockServices.logger.mock(),
    sources: new Map([[source.name, source]]),
    settings: {
      errorBudget: errorBudgetRulesSchema.parse({}),
      environments: ['production'],
      pages: new AreaPages({
        path: '/slos',
        baseUrl: 'https://portal.example',
      }),
      webhooks: (options.webhooks ?? []).map(name => ({
        ...{ name, all: true, url: '', secret: '', timeoutMs: 1, headers: {} },
      })),
    },
    onMessages: () => {},
    clock,
  });
  await services.prepare();
  return { ...services, ledger };
}

export type Replica = Awaited<ReturnType<typeof startReplica>>;
