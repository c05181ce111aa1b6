import { readFileSync } from 'fs';
import path from 'path';
import { parseGames, replay } from '@countersign/plugin-governance-test-utils';
import { gamesInMemory } from '../__testUtils__/adversary/gamesInMemory';
import { Move } from '../__testUtils__/adversary/moves';

describe('a game that broke something once', () => {
  const file = path.join(__dirname, '../__testUtils__/adversary/games.txt');
  const kept = parseGames<Move>(readFileSync(file, 'utf8'));

  it.each(kept)('$name', async ({ steps }) => {
    const { breaches } = await replay(await gamesInMemory(), steps);
    expect(breaches).toEqual([]);
  });
});
