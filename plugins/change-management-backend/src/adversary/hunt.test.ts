import { playGames, reportOf } from '@countersign/plugin-governance-test-utils';
import { gamesInMemory } from '../__testUtils__/adversary/gamesInMemory';

jest.setTimeout(900_000);
it('hunts', async () => {
  const tally = await playGames(await gamesInMemory(), {
    seed: Number(process.env.SEED ?? 1),
    games: Number(process.env.GAMES ?? 300),
    seconds: 400,
    shrinks: true,
  });
  process.stdout.write(`${reportOf('In memory', tally)}\n`);
  require('fs').writeFileSync('/tmp/adv_found.json', JSON.stringify(tally.found, null, 1));
});
