import path from 'path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { DrillRule } from '@countersign/plugin-chaos-drills-common';
import { entityRefSchema } from '@countersign/plugin-governance-common';
import { AreaPages, SettingsReader } from '@countersign/plugin-governance-node';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { DrillHours, weekdays } from './world/hours';

/** What a drill may talk to for one entity, and the variables that its experiments get. */
export interface TargetSettings {
  entity: string;
  hosts: string[];
  variables: Record<string, string>;
}

/** The configuration, checked. */
export interface Settings {
  ledgerOrigin: string;
  /** Where drills have their pages. */
  pages: AreaPages;
  /** Absent where there are no experiments. */
  folder?: string;
  targets: TargetSettings[];
  hours: DrillHours[];
  /** Ids of the templates of standard changes that permit drills. */
  standardChanges: string[];
  plan: DrillRule[];
  /** Absolute paths of programs that experiments may run. */
  processes: string[];
  run: RunSettings;
}

/** How drills are played. */
export interface RunSettings {
  /** A drill whose player says nothing for so long is closed as interrupted. */
  leaseMs: number;
  /** How often stop and lever are looked at while a drill runs here. */
  lookMs: number;
  /** So long the steady state has to hold again after the rollbacks. */
  recoveryMs: number;
  /** So long after the end of a fault an alert may still fire. */
  graceMs: number;
}

const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 09:00');
const hoursSchema = z
  .strictObject({
    days: z.array(z.enum(weekdays)).min(1),
    from: clock,
    to: clock,
    timeZone: z
      .string()
      .refine(
        name => IANAZone.isValidZone(name),
        'must be a time zone such as Europe/Berlin',
      )
      .default('UTC'),
  })
  .refine(({ from, to }) => from < to, 'from must be before to, on one day');

/** On weekdays, while people are there. */
const usualHours = [
  { days: weekdays.slice(0, 5), from: '09:00', to: '17:00', timeZone: 'UTC' },
];

const targetSchema = z.strictObject({
  entity: entityRefSchema,
  hosts: z.array(z.string().min(1).max(300)).min(1).max(50),
  variables: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/), z.coerce.string())
    .default({}),
});

const ruleSchema = z.strictObject({
  tier: z.string().min(1).max(63),
  scenarios: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a word such as latency'),
    )
    .min(1)
    .max(50),
  everyDays: z.int().min(1).max(3660),
});

/**
 * Reads `chaosDrills` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'chaosDrills');
  // Each module reads its own.
  reader.leave(['pagesPath', 'run', 'faults']);
  const folder = reader.read('folder', z.string().min(1).optional(), undefined);
  const targets = reader.read(
    'targets',
    z
      .array(targetSchema)
      .max(500)
      .refine(
        all => new Set(all.map(({ entity }) => entity)).size === all.length,
        'name each entity once',
      ),
    [],
  );
  const settings: Settings = {
    ledgerOrigin: reader.ledgerOrigin('chaos-drills'),
    pages: readPages(config),
    ...(folder && { folder: path.resolve(folder) }),
    targets,
    hours: reader.read('hours', z.array(hoursSchema).max(50), usualHours),
    standardChanges: reader.read(
      'standardChanges',
      z.array(z.string().min(1).max(100)).max(50),
      [],
    ),
    plan: reader.read('plan', z.array(ruleSchema).max(100), []),
    processes: reader.read(
      'processes',
      z
        .array(
          z
            .string()
            .refine(
              file => path.isAbsolute(file),
              'must be the absolute path of a program',
            ),
        )
        .max(100),
      [],
    ),
    run: readRun(config),
  };
  reader.demandKnownKeys();
  return settings;
}

/**
 * Where drills have their pages.
 *
 * @throws InputError naming the setting that is wrong
 */
export function readPages(config: RootConfigService): AreaPages {
  return AreaPages.read(config, {
    extension: 'page:chaos-drills',
    setting: 'chaosDrills.pagesPath',
    path: '/drills',
  });
}

function readRun(config: RootConfigService): RunSettings {
  const reader = new SettingsReader(config, 'chaosDrills.run');
  const run = {
    leaseMs: reader.duration('lease', { seconds: 15 }, '15s'),
    lookMs: reader.duration('look', { milliseconds: 250 }, '250ms'),
    recoveryMs: reader.duration('recovery', { minutes: 2 }, '2m'),
    graceMs: reader.duration('grace', { minutes: 5 }, '5m'),
  };
  reader.demandKnownKeys();
  return run;
}
