import {
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { entryEvent, Journal } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  SERVICE_LEVEL_EVENT_TOPIC,
  serviceLevelEntries,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { Access } from '../access/Access';
import { AlertStore } from '../database/AlertStore';
import { BucketStore } from '../database/BucketStore';
import { ObjectiveListStore } from '../database/ObjectiveListStore';
import { ObjectiveStore } from '../database/ObjectiveStore';
import { ProblemStore } from '../database/ProblemStore';
import { SourceStore } from '../database/SourceStore';
import { DefinitionKeeper } from '../definitions/DefinitionKeeper';
import { Engine } from '../engine/Engine';
import { Pulse } from '../engine/Pulse';
import { AlertDesk } from './AlertDesk';
import { ObjectiveReader } from './ObjectiveReader';

/** Makes what the plugin consists of. */
export function createServices(options: {
  knex: Knex;
  ledger: Pick<Ledger, 'appendAll' | 'entriesOf'>;
  catalog: CatalogService;
  auth: AuthService;
  cmdb: CmdbService;
  permissions: PermissionsService;
  logger: LoggerService;
  sources: ReadonlyMap<string, ServiceLevelSource>;
  onMessages?: () => void;
  clock?: () => Date;
}) {
  const { knex, ledger, sources, logger, clock, onMessages } = options;
  const journal = new Journal<ServiceLevelEntries>({
    knex,
    ledger,
    entries: serviceLevelEntries,
    eventOf: entry =>
      entryEvent(entry, {
        topic: SERVICE_LEVEL_EVENT_TOPIC,
        pluginId: 'service-levels',
      }),
    clock,
    onMessages,
    foundOnRetry: ['objectives_pkey'],
  });
  const objectives = new ObjectiveStore();
  const buckets = new BucketStore();
  const alerts = new AlertStore();
  const problems = new ProblemStore();
  const leases = new SourceStore();
  const engine = new Engine({
    journal,
    sources,
    logger,
    objectives,
    buckets,
    alerts,
    leases,
  });
  return {
    access: new Access(options.permissions),
    definitions: new DefinitionKeeper({
      ...options,
      journal,
      objectives,
      problems,
      alerts,
    }),
    engine,
    pulse: new Pulse({ beat: () => engine.tick(), logger }),
    reader: new ObjectiveReader({
      knex,
      list: new ObjectiveListStore(),
      objectives,
      buckets,
      alerts,
      problems,
      sources: leases,
    }),
    desk: new AlertDesk({ journal, alerts }),
    /** Before the first evaluation. */
    prepare: () => leases.know(knex, [...sources.keys()]),
    /** What is old enough for nobody to need it. */
    forget: () => buckets.forget(knex, journal.now()),
  };
}
