import { PermissionsService } from '@backstage/backend-plugin-api';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import {
  AreaPages,
  DemoMaking,
  DemoProgress,
  DemoRecords,
  PlainAccess,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import { DemoIncidents } from '@countersign/plugin-incident-management-node';
import { EventsService } from '@backstage/plugin-events-node';
import { Knex } from 'knex';
import { incidentKind } from '../access/access';
import { createIntake } from '../intake/createIntake';
import { createOnCall } from '../oncall/createOnCall';
import { createProblems } from '../problems/createProblems';
import { createServices } from '../services/createServices';
import { noDrills } from '../services/DrillCauses';
import { Settings } from '../settings';
import { DemoWorld, Parts } from './DemoWorld';
import { Desk } from './Desk';

/** What demo records are made with: as the services of everybody, but for who may do what. */
export interface DemoRecordsOptions
  extends Omit<
    Parameters<typeof createServices>[0],
    'authorizer' | 'changes' | 'clock' | 'drills' | 'settings'
  > {
  incidents: DemoIncidents;
  progress: DemoProgress;
  changes: ChangeManagementService;
  events: EventsService;
  permissions: PermissionsService;
  settings: Settings;
  pages: AreaPages;
}

/** The demo records of incident management: what a module brings, played through the services that serve everybody. */
export function createDemoRecords(
  options: DemoRecordsOptions,
): DemoRecords<string> {
  const { incidents, progress, knex, cmdb, logger, onMessages } = options;
  return new DemoRecords({
    area: 'incident-management',
    knex,
    cmdb,
    logger,
    progress,
    needs: () => incidents.needs(new Date()),
    waitsFor: () => incidents.waitsFor(),
    exist: async db => (await db('demo_records').first()) !== undefined,
    make: (trx, making) => makeRecords(trx, options, making),
    onMade: summary => {
      onMessages?.();
      logger.info(summary);
    },
  });
}

async function makeRecords(
  trx: Knex.Transaction,
  options: DemoRecordsOptions,
  making: DemoMaking,
): Promise<string> {
  let time = new Date(0);
  const now = () => time;
  const common = { ...options, trx, now };
  const world: DemoWorld = new DemoWorld({
    trx,
    now,
    closeAfter: options.settings.limits.closeAfter,
    silent: partsOf({ ...common, tells: false, settle: () => world.settle() }),
    telling: partsOf({
      ...common,
      tells: true,
      settle: () => world.settle(true),
    }),
    setNow: at => {
      time = at;
    },
  });
  const summary = await options.incidents.play({
    ...making,
    logger: options.logger,
    at: (at, { tells = false } = {}) => world.advance(new Date(at), tells),
  });
  await trx('demo_records').insert({ made_at: new Date() });
  return summary;
}

/** All that incident management consists of, over one transaction and by the clock of the stories. */
function partsOf(
  options: DemoRecordsOptions & {
    trx: Knex.Transaction;
    now(): Date;
    settle(): Promise<void>;
    tells: boolean;
  },
): Parts {
  const { trx, now, settle, tells, settings, ledger } = options;
  const services = createServices({
    ...options,
    // Transactions of the services become savepoints of this one.
    knex: trx,
    authorizer: trustingAuthorizerOf(incidentKind),
    // Nothing of what it tells was a drill.
    drills: noDrills,
    clock: now,
    // What it leaves in the outbox is seen after the commit.
    onMessages: tells ? () => {} : undefined,
  });
  // Nobody of the stories has credentials, so that nothing is asked of it.
  const access = new PlainAccess(options.permissions);
  const onCall = createOnCall({
    ...options,
    journal: services.journal,
    access,
    incidentAccess: services.access,
    settings: settings.onCall,
  });
  const intake = createIntake({
    ...options,
    journal: services.journal,
    opener: services.opener,
    access,
    incidentAccess: services.access,
    // What lies in the past tells nobody now.
    settings: tells
      ? settings.intake
      : { ...settings.intake, tellsUnmapped: [] },
    limits: settings.limits,
    roster: onCall.roster,
    drills: noDrills,
  });
  const { problems } = createProblems({
    ...services,
    ledger,
    plainAccess: access,
  });
  return {
    desk: services.desk,
    dueActions: services.dueActions,
    worker: intake.worker,
    escalator: onCall.escalator,
    actors: new Desk({
      trx,
      now,
      settle,
      incidents: services.desk,
      problems,
      reviews: services.reviews,
    }),
  };
}
