import { TestDatabases } from '@backstage/backend-test-utils';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Answer, playGames } from '@countersign/plugin-governance-test-utils';
import { ChangeArena } from '../__testUtils__/adversary/ChangeArena';
import { Games, gamesInMemory } from '../__testUtils__/adversary/gamesInMemory';
import { gamesInPostgres } from '../__testUtils__/adversary/gamesInPostgres';

jest.setTimeout(240_000);

const GAMES = 24;

const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.replace(ids, '') === '' && value !== '';

/**
 * Ids are random on either side, and so is the order of lists of them: each becomes its place among all of the game,
 * also where it is part of a key.
 */
function withoutIds(value: unknown): unknown {
  const ofIds = digestsOfIds(value);
  const places = new Map<string, number>();
  const placeOf = (id: string) => {
    const place = places.get(id) ?? places.size + 1;
    places.set(id, place);
    return place;
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      if (ofIds.has(part)) return `digest ${placeOf(part)}`;
      return part.replace(ids, id => `id ${placeOf(id)}`);
    }
    if (Array.isArray(part)) {
      return part.length && part.every(isId)
        ? part.map(placeOf).sort((a, b) => a - b)
        : part.map(walk);
    }
    if (typeof part !== 'object' || part === null) return part;
    const fields = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(fields.map(([key, field]) => [key, walk(field)]));
  };
  return walk(JSON.parse(JSON.stringify(value)));
}

/** Digests of worlds that hold ids, such as that of a conflict: they are others on either side as the ids are. */
function digestsOfIds(value: unknown): Set<string> {
  const found = new Set<string>();
  JSON.stringify(value, (_, part) => {
    const { digest, world } = (part ?? {}) as {
      digest?: unknown;
      world?: unknown;
    };
    if (typeof digest === 'string' && world !== undefined) {
      const text = JSON.stringify(world);
      if (text.replace(ids, '') !== text) found.add(digest);
    }
    return part;
  });
  return found;
}

/** What every step of the games was answered, and what stood there in the end. */
async function play(newGame: Games): Promise<unknown[]> {
  const told: unknown[] = [];
  let arena: ChangeArena | undefined;
  let answers: Answer[] = [];
  const end = async () => {
    if (!arena) return;
    const views = [...arena.views.values()].map(seen => seen.at(-1)?.detail);
    const entries: LedgerEntry[] = [];
    for (const number of arena.views.keys()) {
      entries.push(...(await arena.entriesOf(number)));
    }
    told.push(withoutIds({ answers, views, entries }));
  };
  await playGames(
    async () => {
      await end();
      const next = await newGame();
      const send = next.send.bind(next);
      answers = [];
      next.send = async (request, id) => {
        const answer = await send(request, id);
        answers.push(answer);
        return answer;
      };
      arena = next;
      return next;
    },
    { seed: 11, games: GAMES },
  );
  await end();
  return told;
}

describe('stores in memory', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('give the same answers to the same games as those in PostgreSQL', async () => {
    const knex = await databases.init('POSTGRES_18');
    const inMemory = await play(await gamesInMemory({ shared: true }));
    const inPostgres = await play(await gamesInPostgres(knex));
    expect(inPostgres).toHaveLength(GAMES);
    inMemory.forEach((game, i) => expect(game).toEqual(inPostgres[i]));
  });
});
