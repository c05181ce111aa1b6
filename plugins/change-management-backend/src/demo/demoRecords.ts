import { DemoChanges } from '@countersign/plugin-change-management-node';
import { DemoProgress, DemoRecords } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { trustingAuthorizer } from '../access/Authorizer';
import {
  createServices,
  ServiceDependencies,
} from '../services/createServices';
import { Desk } from './Desk';

export interface DemoRecordsOptions
  extends Omit<ServiceDependencies, 'authorizer' | 'clock'> {
  changes: DemoChanges;
  progress: DemoProgress;
}

/** The demo records of change management: what a module brings, played through the services that serve everybody. */
export function createDemoRecords(
  options: DemoRecordsOptions,
): DemoRecords<string> {
  const { changes, progress, knex, cmdb, logger, onMessages } = options;
  return new DemoRecords({
    area: 'change-management',
    knex,
    cmdb,
    logger,
    progress,
    needs: () => changes.needs(new Date()),
    exist: haveDemoChanges,
    make: (trx, making) => {
      const desk = desksIn(trx, options);
      return changes.play(
        {
          ...making,
          logger,
          at: (time, { tells = false } = {}) => desk(new Date(time), tells),
        },
        new Date(),
      );
    },
    onMade: summary => {
      onMessages?.();
      logger.info(summary);
    },
  });
}

function desksIn(trx: Knex.Transaction, options: DemoRecordsOptions) {
  let time = new Date();
  const common = {
    ...options,
    // Transactions of the services become savepoints of this one.
    knex: trx,
    authorizer: trustingAuthorizer,
    clock: () => time,
  };
  const silent = new Desk(createServices({ ...common, onMessages: undefined }));
  // What it leaves in the outbox is seen after the commit.
  const telling = new Desk(createServices({ ...common, onMessages: () => {} }));
  return (at: Date, tells: boolean) => {
    time = at;
    return tells ? telling : silent;
  };
}

async function haveDemoChanges(db: Knex): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { found: boolean }[] }>(
    `SELECT EXISTS (
       SELECT FROM changes
       WHERE source->>'kind' = 'demo' AND source->>'runId' IS NOT NULL
     ) AS found`,
  );
  return rows[0].found;
}
