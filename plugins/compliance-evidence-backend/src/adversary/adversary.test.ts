import { TestDatabases } from '@backstage/backend-test-utils';
import {
  attestationEntrySchemas,
  findingEntrySchemas,
  requestEntrySchemas,
} from '@countersign/plugin-compliance-evidence-common';
import {
  formatGames,
  playGames,
  reportOf,
  Tally,
} from '@countersign/plugin-governance-test-utils';
import { EvidenceArena } from '../__testUtils__/adversary/EvidenceArena';
import {
  groundsInMemory,
  groundsInPostgres,
  NewGround,
} from '../__testUtils__/adversary/ground';
import { Move } from '../__testUtils__/adversary/moves';

/** Other games than usual: `ADVERSARY_SEED=7 ADVERSARY_GAMES=5000 npm test -- --only unit compliance-evidence-backend/src/adversary`. */
const { ADVERSARY_SEED: seed = '1', ADVERSARY_GAMES: games } = process.env;

jest.setTimeout(games ? 3_600_000 : 240_000);

/** How many are played in memory, and for how many seconds at most in PostgreSQL, where each takes some hundred times longer. */
const IN_MEMORY = 250;
const LONGEST = 15;

/** What is decided in some game, and so may be decided wrongly. */
const decisions = [
  ...Object.keys(findingEntrySchemas),
  ...Object.keys(requestEntrySchemas),
  ...Object.keys(attestationEntrySchemas),
  'run.canceled',
  'run.completed',
  'run.delivery_failed',
  'run.erased',
  'run.erasure_asked',
  'run.erasure_declined',
  'run.failed',
  'run.held',
  'run.released',
  'run.resent',
  'run.retried',
];

/** Prints what was played; gives what broke, in the form in which games are kept. */
function broken(name: string, tally: Tally<Move>): string {
  process.stdout.write(`${reportOf(name, tally)}\n`);
  return formatGames(
    tally.found.map(({ kind, text, steps }) => ({
      name: `${kind}: ${text}`,
      steps,
    })),
  );
}

const play = (
  newGround: NewGround,
  most: number,
  longest: number,
  reached?: Set<string>,
) =>
  playGames(() => EvidenceArena.open(newGround, reached), {
    seed: Number(seed),
    games: Number(games ?? most),
    seconds: games ? Infinity : longest,
    moves: 50,
    shrinks: true,
  });

describe('the adversary', () => {
  it('breaks no invariant of compliance evidence over stores in memory', async () => {
    const reached = new Set<string>();
    const tally = await play(groundsInMemory(), IN_MEMORY, Infinity, reached);
    expect(broken('Evidence in memory', tally)).toBe('');
    // Games in which nothing is ever done break nothing either.
    const expected = tally.games < IN_MEMORY ? [] : decisions;
    expect(expected.filter(type => !reached.has(type))).toEqual([]);
  });

  describe('in PostgreSQL', () => {
    const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

    it('breaks no invariant, with several who ask at the same moment', async () => {
      const knex = await databases.init('POSTGRES_18');
      const tally = await play(await groundsInPostgres(knex), 25, LONGEST);
      expect(broken('Evidence in PostgreSQL', tally)).toBe('');
    });
  });
});
