import { TestDatabases } from '@backstage/backend-test-utils';
import {
  breachesIn,
  gamesTimeoutMs,
} from '../__testUtils__/adversary/breachesIn';
import { gamesInPostgres } from '../__testUtils__/adversary/gamesInPostgres';

jest.setTimeout(gamesTimeoutMs);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

it('breaks no invariant in PostgreSQL', async () => {
  const games = await gamesInPostgres(await databases.init('POSTGRES_18'));
  expect(await breachesIn('In PostgreSQL', games, 500)).toBe('');
});
