import { generateKeyPairSync } from 'crypto';
import { readFileSync } from 'fs';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import searchPlugin from '@backstage/plugin-search-backend';
import { ownDatabase } from './__testUtils__/ownDatabase';

jest.setTimeout(240_000);

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

const guide = readFileSync(
  `${__dirname}/../../../docs/guides/install.md`,
  'utf8',
);

/** What the guide adds to a backend for each area, by its headings; the dashboard adds nothing. */
const areas = [...guide.matchAll(/^### (.+)\n([\s\S]*?)(?=^##)/gm)]
  .map(([, heading, section]) => ({
    heading,
    modules: [...section.matchAll(/import\('(@countersign\/[^']+)'\)/g)].map(
      ([, name]) => name,
    ),
  }))
  .filter(({ modules }) => modules.length > 0);

/** The plugin of an area, whose lists answer; where areas meet there are modules of others only. */
const pluginOf = (modules: readonly string[]) =>
  modules
    .map(name => /^@countersign\/plugin-([a-z-]+)-backend$/.exec(name)?.[1])
    .find(Boolean);

describe('an area alone, by the lines of the guide', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  /** On a database of its own, as a role that may do no more than make schemas in it. */
  async function start(modules: readonly string[]) {
    const { connection } = await ownDatabase(databases);
    const { privateKey } = generateKeyPairSync('ed25519');
    const logger = mockServices.rootLogger.mock();
    logger.child.mockReturnValue(logger);
    const added = modules.map(
      name => jest.requireActual(name).default,
    ) as Features;
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        searchPlugin,
        catalogServiceMock.factory(),
        ...added,
        databaseServiceFactory,
        logger.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:0' },
            backend: {
              baseUrl: 'http://localhost:0',
              database: {
                client: 'pg',
                connection,
                pluginDivisionMode: 'schema',
              },
            },
            ledger: {
              signingKey: String(
                privateKey.export({ type: 'pkcs8', format: 'pem' }),
              ),
            },
          },
        }),
      ],
    });
    /** But for who the database of the tests was opened by, before it became the portal's role. */
    const complaints = () =>
      [...logger.warn.mock.calls, ...logger.error.mock.calls].filter(
        ([text]) => !/role \S+ is a superuser/.test(text),
      );
    const url = `http://localhost:${backend.server.port()}/api`;
    return { url, complaints, stop: () => backend.stop() };
  }

  it('is every area of the guide that has a backend', () => {
    expect(areas.map(({ heading }) => heading)).toEqual([
      'Where areas meet',
      'Change management',
      'Service levels',
      'Incidents and problems',
      'Compliance evidence',
      'Chaos drills',
      'Logs',
    ]);
  });

  it.each(areas)(
    '$heading starts without a complaint, and its lists answer',
    async ({ modules }) => {
      const { url, complaints, stop } = await start(modules);
      expect(complaints()).toEqual([]);

      const plugin = pluginOf(modules);
      if (!plugin) {
        await stop();
        return;
      }
      const described = await fetch(`${url}/${plugin}/openapi.json`);
      expect(described.status).toBe(200);
      const { paths } = await described.json();
      const lists = Object.keys(paths).filter(
        path => 'get' in paths[path] && !path.includes('{'),
      );
      const answers = await Promise.all(
        lists.map(async path => {
          const response = await fetch(`${url}/${plugin}${path}`);
          const body = await response.text();
          // What wants a query, or has nothing to show yet, says so.
          return response.status < 500
            ? []
            : [`${path}: ${response.status} ${body}`];
        }),
      );
      expect(answers.length).toBeGreaterThan(3);
      expect(answers.flat()).toEqual([]);
      expect(complaints()).toEqual([]);
      await stop();
    },
  );
});
