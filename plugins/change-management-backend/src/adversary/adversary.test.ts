import {
  breachesIn,
  gamesTimeoutMs,
} from '../__testUtils__/adversary/breachesIn';
import { gamesInMemory } from '../__testUtils__/adversary/gamesInMemory';

jest.setTimeout(gamesTimeoutMs);

it('breaks no invariant over stores in memory', async () => {
  const games = await gamesInMemory();
  expect(await breachesIn('In memory', games, 10_000)).toBe('');
});
