import { RootConfigService } from '@backstage/backend-plugin-api';
import { AreaPages, SettingsReader } from '@countersign/plugin-governance-node';
import { z } from 'zod';

/** The configuration, checked. */
export interface Settings {
  ledgerOrigin: string;
  /** Where logs have their page. */
  pages: AreaPages;
  /** Milliseconds after which a question is answered with what was found. */
  timeoutMs: number;
  /** Entries of one export at most. */
  exportEntries: number;
  /** The folder of queries and metrics as code; absent where there are none. */
  definitions: string | undefined;
}

/** Keys that modules read. */
const ofModules = ['sources', 'destinations', 'unpackedMegabytes'];

/**
 * Reads `serviceLogs` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'serviceLogs');
  reader.leave([...ofModules, 'pagesPath', 'definitions']);
  const definitions = new SettingsReader(config, 'serviceLogs.definitions');
  const settings = {
    ledgerOrigin: reader.ledgerOrigin('service-logs'),
    pages: AreaPages.read(config, {
      extension: 'page:service-logs',
      setting: 'serviceLogs.pagesPath',
      path: '/logs',
    }),
    timeoutMs: reader.duration('timeout', { seconds: 10 }, '{ seconds: 10 }'),
    exportEntries: reader.read(
      'exportEntries',
      z.int().min(1).max(50_000),
      10_000,
    ),
    definitions: definitions.read(
      'folder',
      z.string().min(1).optional(),
      undefined,
    ),
  };
  definitions.demandKnownKeys();
  reader.demandKnownKeys();
  return settings;
}
