import { DemoProgress, DemoRecords } from '@countersign/plugin-governance-node';
import { DemoServiceLevelRecords } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { createServices } from '../services/createServices';

type Services = Parameters<typeof createServices>[0];

/** The demo records of service levels: what a module tells, counted and judged by the services that serve everybody. */
export function createDemoRecords(
  options: Omit<Services, 'clock' | 'onMessages'> & {
    records: DemoServiceLevelRecords;
    progress: DemoProgress;
  },
): DemoRecords<string> {
  const { records, progress, knex, cmdb, logger } = options;
  return new DemoRecords({
    area: 'service-levels',
    knex,
    cmdb,
    logger,
    progress,
    needs: records.needs,
    exist: async db => (await db('demo_records').first()) !== undefined,
    make: (trx, making) => makeRecords(trx, options, making),
    onMade: summary => logger.info(summary),
  });
}

async function makeRecords(
  trx: Knex.Transaction,
  options: Parameters<typeof createDemoRecords>[0],
  making: { signal: AbortSignal; onProgress(done: number, of: number): void },
): Promise<string> {
  const began = Date.now();
  const now = new Date(began);
  const levels = options.records.month(now);
  let clock = levels.since;
  const { definitions, playback } = createServices({
    ...options,
    // Transactions of the services become savepoints of this one.
    knex: trx,
    // Nobody is told today of what was over weeks ago.
    onMessages: undefined,
    clock: () => new Date(clock),
  });
  await definitions.refresh();
  const made = await playback.play(levels, {
    ...making,
    trx,
    now: began,
    setClock: at => {
      clock = at;
    },
  });
  await trx('demo_records').insert({ made_at: now });
  const seconds = Math.round((Date.now() - began) / 1000);
  return `Made a month of ${made} objectives in ${seconds} s`;
}
