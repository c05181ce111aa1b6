import { RootConfigService } from '@backstage/backend-plugin-api';
import { strictly } from '@countersign/plugin-governance-common';
import { parseSetting } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { accountOf } from './accountOf';
import { BigQueryDestination } from './BigQueryDestination';
import { Account, BigQueryTable } from './BigQueryTable';

const PATH = 'serviceLogs.destinations.bigQuery';

const word = (what: string) =>
  z.string().regex(/^\w{1,1024}$/, `must be the name of a ${what}`);

const destinationSchema = strictly({
  name: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name'),
  title: z.string().min(1).max(100).default('BigQuery'),
  project: z
    .string()
    .regex(/^[a-z][-a-z0-9:.]{4,62}$/, 'must be the id of a project'),
  dataset: word('dataset'),
  table: word('table'),
  timeout: strictly({ seconds: z.number().min(0.1).max(120) }).default({
    seconds: 30,
  }),
  keyFile: z.string().min(1).optional(),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .default('https://bigquery.googleapis.com'),
});

const settingsSchema = z
  .array(destinationSchema)
  .refine(all => new Set(all.map(({ name }) => name)).size === all.length, {
    error: 'names must be unique',
  });

/**
 * The tables that configuration names. Nothing is asked of them yet.
 *
 * @throws InputError naming the path of what is wrong
 */
export function readDestinations(
  config: RootConfigService,
): BigQueryDestination[] {
  const given = parseSetting(
    PATH,
    settingsSchema,
    config.getOptional(PATH) ?? [],
  );
  return given.map(({ name, title, keyFile, timeout, ...place }) => {
    let account: Account | undefined;
    const accountOnce = () => {
      account ??= accountOf(keyFile);
      return account;
    };
    return new BigQueryDestination({
      ...{ name, title },
      table: new BigQueryTable(accountOnce, {
        ...place,
        endpoint: place.endpoint.replace(/\/$/, ''),
        timeoutMs: timeout.seconds * 1000,
      }),
    });
  });
}
