import { formatGames, parseGames } from './gamesText';
import { playGames } from './playGames';
import { Random } from './Random';
import { replay } from './replay';
import { reportOf } from './reportOf';
import { Arena, Step } from './types';

type Move = { verb: 'open' | 'look' | 'lock' } | { verb: 'enter'; by: string };

/** A house that a person who looked may enter although it was locked since: the rule that is broken. */
class House implements Arena<Move, Move> {
  readonly #looked: string[] = [];
  #locked = false;
  #broken = false;
  now = 0;

  moveTo(at: number) {
    this.now = at;
  }

  moments() {
    return [3_600_000];
  }

  draw(random: Random, { opening }: { opening: boolean }): Move {
    if (opening) return { verb: 'open' };
    return random.chance(0.3)
      ? { verb: 'enter', by: random.pick(['ada', 'bo']) }
      : { verb: random.pick(['look', 'lock'] as const) };
  }

  request(move: Move) {
    return move;
  }

  async send(move: Move) {
    if (move.verb === 'look') this.#looked.push('ada');
    if (move.verb === 'lock') this.#locked = true;
    if (move.verb !== 'enter') return {};
    if (this.#locked && !this.#looked.includes(move.by)) {
      return { refused: 'It is locked' };
    }
    this.#broken ||= this.#locked;
    return {};
  }

  async breaches() {
    return this.#broken
      ? [{ invariant: 'locked', kind: 'entered', text: 'Somebody is in' }]
      : [];
  }
}

const newHouse = async () => new House();
const play = (seed: number) =>
  playGames(newHouse, { seed, games: 30, shrinks: true });

describe('playGames', () => {
  it('finds a breach, and leaves of its game only what it takes', async () => {
    const { found, games } = await play(1);
    expect(games).toBe(30);
    expect(found).toMatchObject([{ kind: 'entered', invariant: 'locked' }]);
    const [{ steps }] = found;
    expect(steps.map(({ move }) => move?.verb ?? 'again').sort()).toEqual([
      'enter',
      'lock',
      'look',
    ]);
    expect((await replay(newHouse, steps)).breaches).toHaveLength(1);
    for (const step of steps) {
      const rest = steps.filter(other => other !== step);
      expect((await replay(newHouse, rest)).breaches).toEqual([]);
    }
  });

  it('plays the same games for the same seed, and others for another', async () => {
    const [once, again, other] = [await play(4), await play(4), await play(5)];
    expect(again.found[0].steps).toEqual(once.found[0].steps);
    expect(again.moves).toBe(once.moves);
    expect(other.found[0].steps).not.toEqual(once.found[0].steps);
  });

  it('tells how much was played and what broke', async () => {
    const report = reportOf('A house', await play(1));
    expect(report).toMatch(/^A house: 30 games, \d+ moves/);
    expect(report).toContain('entered');
  });
});

describe('a game as text', () => {
  it('reads as it was written', () => {
    const steps: Step<Move>[] = [
      { id: 's1', at: 0, move: { verb: 'open' } },
      { id: 's3', at: 90_000, move: { verb: 'enter', by: 'ada' } },
      { id: 's4', at: 120_000, again: { of: 's3', as: 'request' } },
    ];
    const games = [
      { name: 'One', steps },
      { name: 'Two', steps: steps.slice(1) },
    ];
    expect(parseGames(formatGames(games))).toEqual(games);
  });

  it('says which line is none', () => {
    expect(() => parseGames('# One\ns1 0 {"verb":"open"}\nnonsense')).toThrow(
      'Line 3',
    );
  });
});
