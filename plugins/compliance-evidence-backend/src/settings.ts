import { tmpdir } from 'os';
import path from 'path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { runNumber } from '@countersign/plugin-compliance-evidence-common';
import {
  entityRefSchema,
  slugSchema,
} from '@countersign/plugin-governance-common';
import {
  AreaPages,
  parseSetting,
  SettingsReader,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { StagedRunSettings } from './inquiries/StagedRuns';

/** A source as configuration names it. */
export interface SourceSetting {
  name: string;
  kind: string;
  system?: string;
  with: Config;
}

/** How runs are worked on. */
export interface RunSettings {
  atOnce: number;
  sourceAttempts: number;
  retryAfterMs: number;
  sourceTimeoutMs: number;
  queryTimeoutMs: number;
  leaseMs: number;
}

const mailSchema = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).optional(),
  secure: z.boolean().default(false),
  allowPlain: z.boolean().default(false),
  user: z.string().optional(),
  password: z.string().optional(),
  from: z.string().regex(/@/, 'must be an address such as sre@example.com'),
  attachUpTo: z.number().min(0).max(100).default(10),
  attempts: z.int().min(1).max(20).default(6),
});
/** How packs are mailed. */
export type MailSettings = z.output<typeof mailSchema>;

const incidentsSchema = z.strictObject({
  entities: z.array(entityRefSchema).min(1).max(50),
  impact: z.enum(['high', 'medium', 'low']).default('medium'),
  urgency: z.enum(['high', 'medium', 'low']).default('high'),
});
/** What an incident about a run says. */
export type IncidentSettings = z.output<typeof incidentsSchema>;

const retentionSchema = z.strictObject({
  erase: z.boolean().default(false),
  holds: z
    .array(
      z
        .strictObject({
          report: slugSchema.optional(),
          run: runNumber.schema.optional(),
          reason: z.string().min(3).max(500),
        })
        .refine(
          ({ report, run }) => report !== undefined || run !== undefined,
          'must name the report or the run that is held',
        ),
    )
    .max(1000)
    .default([]),
});

/** The configuration, checked. */
export interface Settings {
  ledgerOrigin: string;
  /** Where reports and runs have their pages. */
  pages: AreaPages;
  reportsFolder?: string;
  storeFolder: string;
  /** The store is one for trying out. */
  storeIsTemporary: boolean;
  sources: SourceSetting[];
  run: RunSettings;
  console: StagedRunSettings;
  alerts: string[];
  mail?: MailSettings;
  /** Absent where trouble with runs is told of, and is no incident. */
  incidents?: IncidentSettings;
  /** Whether evidence is erased once its report demands it no more, and what is held all the same. */
  retention: z.output<typeof retentionSchema>;
  /** The page that verifies packs, as `countersign verify --page` wrote it. */
  verifyPage?: string;
}

const sourceSchema = z.strictObject({
  name: slugSchema,
  kind: slugSchema,
  system: z.string().min(1).max(200).optional(),
  with: z.record(z.string(), z.json()).default({}),
});

/** The keys below one part of the configuration, with the same care for those that are misspelt. */
function part(config: RootConfigService, name: string) {
  return new SettingsReader(config, `complianceEvidence.${name}`);
}

/** Where the pages are. */
export function readPages(config: RootConfigService): AreaPages {
  return AreaPages.read(config, {
    extension: 'page:compliance-evidence',
    setting: 'complianceEvidence.pagesPath',
    path: '/evidence',
    folders: {
      RUN: 'runs',
      FND: 'findings',
      REQ: 'requests',
      ATT: 'controls',
      INQ: 'console',
    },
  });
}

/**
 * Reads `complianceEvidence` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'complianceEvidence');
  reader.leave([
    ...['pagesPath', 'reports', 'store', 'run', 'console', 'mail'],
    ...['incidents', 'retention'],
  ]);
  const reports = part(config, 'reports');
  const store = part(config, 'store');
  // Modules read these: each is a store of its own.
  store.leave(['s3', 'googleCloudStorage']);
  const folder = z.string().min(1).optional();
  const reportsFolder = reports.read('folder', folder, undefined);
  const storeFolder = store.read('folder', folder, undefined);
  const verifyPage = reader.read('verifyPage', folder, undefined);
  const settings: Settings = {
    ledgerOrigin: reader.ledgerOrigin('compliance-evidence'),
    pages: readPages(config),
    reportsFolder: reportsFolder && path.resolve(reportsFolder),
    storeFolder: path.resolve(
      storeFolder ?? path.join(tmpdir(), 'countersign-evidence'),
    ),
    storeIsTemporary: !storeFolder,
    verifyPage: verifyPage && path.resolve(verifyPage),
    sources: readSources(reader),
    run: readRun(config),
    console: readConsole(config),
    alerts: reader.read('alerts', z.array(entityRefSchema).max(50), []),
    mail: config.has('complianceEvidence.mail')
      ? parseSetting(
          'complianceEvidence.mail',
          mailSchema,
          config.get('complianceEvidence.mail'),
        )
      : undefined,
    incidents: config.has('complianceEvidence.incidents')
      ? parseSetting(
          'complianceEvidence.incidents',
          incidentsSchema,
          config.get('complianceEvidence.incidents'),
        )
      : undefined,
    retention: parseSetting(
      'complianceEvidence.retention',
      retentionSchema,
      config.getOptional('complianceEvidence.retention') ?? {},
    ),
  };
  [reader, reports, store].forEach(each => each.demandKnownKeys());
  return settings;
}

function readSources(reader: SettingsReader): SourceSetting[] {
  const sources = reader.read('sources', z.array(sourceSchema).max(200), []);
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) {
    throw new InputError(
      `Invalid configuration. complianceEvidence.sources: ${twice} is there twice; reports could not tell which one they mean`,
    );
  }
  return sources.map((source, i) => ({
    ...source,
    with: new ConfigReader(
      source.with,
      `complianceEvidence.sources[${i}].with`,
    ),
  }));
}

function readRun(config: RootConfigService): RunSettings {
  const reader = part(config, 'run');
  const count = (most: number) => z.int().min(1).max(most);
  const run = {
    atOnce: reader.read('atOnce', count(16), 1),
    sourceAttempts: reader.read('sourceAttempts', count(20), 4),
    retryAfterMs: reader.duration('retryAfter', { seconds: 5 }, '5s'),
    sourceTimeoutMs: reader.duration('sourceTimeout', { minutes: 20 }, '20m'),
    queryTimeoutMs: reader.duration('queryTimeout', { minutes: 10 }, '10m'),
    leaseMs: reader.duration('lease', { seconds: 20 }, '20s'),
  };
  reader.demandKnownKeys();
  return run;
}

function readConsole(config: RootConfigService): StagedRunSettings {
  const reader = part(config, 'console');
  const settings = {
    timeoutMs: reader.duration('timeout', { seconds: 10 }, '10s'),
    keepMs: reader.duration('keepStaged', { hours: 24 }, '24h'),
    most: reader.read('mostStaged', z.int().min(1).max(100), 5),
  };
  reader.demandKnownKeys();
  return settings;
}
