import { RootConfigService } from '@backstage/backend-plugin-api';
import { AreaPages, SettingsReader } from '@countersign/plugin-governance-node';
import { z } from 'zod';

/** The configuration, checked. */
export interface Settings {
  /** Whether this replica reads sources and judges, or serves pages only. */
  evaluates: boolean;
  ledgerOrigin: string;
  pages: AreaPages;
}

/**
 * Reads `serviceLevels` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'serviceLevels');
  // Each module reads its own.
  reader.leave(['sources', 'pagesPath']);
  const settings = {
    evaluates: reader.read('evaluate', z.boolean(), true),
    ledgerOrigin: reader.ledgerOrigin('service-levels'),
    pages: AreaPages.read(config, {
      extension: 'page:service-levels',
      setting: 'serviceLevels.pagesPath',
      path: '/slos',
    }),
  };
  reader.demandKnownKeys();
  return settings;
}
