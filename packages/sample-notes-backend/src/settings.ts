import { RootConfigService } from '@backstage/backend-plugin-api';
import { AreaPages, SettingsReader } from '@countersign/plugin-governance-node';

/** The configuration, checked. */
export interface Settings {
  ledgerOrigin: string;
  /** Where notes have their pages. */
  pages: AreaPages;
}

/**
 * Reads `sampleNotes` from the configuration.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readSettings(config: RootConfigService): Settings {
  const reader = new SettingsReader(config, 'sampleNotes');
  reader.leave(['pagesPath']);
  const settings = {
    ledgerOrigin: reader.ledgerOrigin('sample-notes'),
    pages: AreaPages.read(config, {
      extension: 'page:sample-notes',
      setting: 'sampleNotes.pagesPath',
      path: '/notes',
    }),
  };
  reader.demandKnownKeys();
  return settings;
}
