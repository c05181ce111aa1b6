import { playGames, reportOf } from '@countersign/plugin-governance-test-utils';
import { gamesInMemory } from './__testUtils__/adversary/grounds';

jest.setTimeout(600_000);

it('plays', async () => {
  const tally = await playGames(await gamesInMemory(), {
    seed: Number(process.env.SEED ?? 1),
    games: Number(process.env.GAMES ?? 300),
    shrinks: process.env.SHRINK === '1',
  });
  process.stdout.write(`${reportOf('In memory', tally)}\n`);
  if (process.env.SHRINK === '1') {
    require('fs').writeFileSync(
      '/tmp/adv_found.json',
      JSON.stringify(tally.found, null, 1),
    );
  }
});
