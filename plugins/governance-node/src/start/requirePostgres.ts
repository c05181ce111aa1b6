import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const POSTGRES = 'pg';

/**
 * Refuses a database that is not PostgreSQL. The ledger's guarantees (triggers, advisory locks, `LISTEN`/`NOTIFY`)
 * and every query of the family are written for it, so that another one would fail later, and worse.
 *
 * @throws InputError that names the setting
 */
export function assertPostgres(config: Config): void {
  const database = config.getOptionalConfig('backend.database');
  const perPlugin = database?.getOptionalConfig('plugin');
  const settings: Array<[key: string, client: string | undefined]> = [
    ['backend.database.client', database?.getOptionalString('client')],
  ];
  for (const pluginId of perPlugin?.keys() ?? []) {
    const client = perPlugin?.getOptionalString(`${pluginId}.client`);
    if (client !== undefined) {
      settings.push([`backend.database.plugin.${pluginId}.client`, client]);
    }
  }
  for (const [key, client] of settings) {
    if (client !== POSTGRES) {
      throw new InputError(
        `Countersign runs on PostgreSQL only: ${key} is ${
          client === undefined ? 'not set' : `"${client}"`
        } and has to be "${POSTGRES}"`,
      );
    }
  }
}

/** Checks the configuration before any plugin starts. */
export const requirePostgres = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  loader({ config }) {
    assertPostgres(config);
    return [];
  },
});
