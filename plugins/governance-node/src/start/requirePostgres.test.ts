import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { assertPostgres, requirePostgres } from './requirePostgres';

jest.setTimeout(240_000);

const database = (value: object) =>
  new ConfigReader({ backend: { database: value as {} } });

describe('requirePostgres', () => {
  it('accepts PostgreSQL', () => {
    expect(() =>
      assertPostgres(
        database({ client: 'pg', plugin: { catalog: { client: 'pg' } } }),
      ),
    ).not.toThrow();
  });

  it.each([
    [{ client: 'better-sqlite3' }, /database\.client is "better-sqlite3"/],
    [{}, /database\.client is not set/],
    [
      { client: 'pg', plugin: { catalog: { client: 'better-sqlite3' } } },
      /database\.plugin\.catalog\.client is "better-sqlite3"/,
    ],
  ])('refuses %j and names the setting', (value, message) => {
    expect(() => assertPostgres(database(value))).toThrow(message);
  });

  it('keeps a backend from starting', async () => {
    await expect(
      startTestBackend({
        features: [
          requirePostgres,
          mockServices.rootConfig.factory({
            data: { backend: { database: { client: 'better-sqlite3' } } },
          }),
        ],
      }),
    ).rejects.toThrow('runs on PostgreSQL only');
  });
});
