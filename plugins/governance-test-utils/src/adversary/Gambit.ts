import { Random } from './Random';
import { Answer, Arena, Step } from './types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Decides what comes next in a random game. Blind chance rarely gets far: what finds something is to open a record, to
 * try again what was refused once somebody has altered something, to send a request twice, and to let the clock stop
 * where something begins or ends.
 */
export class Gambit<Move> {
  readonly #arena: Arena<Move, unknown>;
  readonly #random: Random;
  #left: number;
  #count = 0;
  #now = 0;
  /** Steps that were played, for repetition. */
  readonly #played: string[] = [];
  /** The step that was refused last and is tried again after so many more. */
  #retry: { of: string; in: number } | undefined;

  constructor(arena: Arena<Move, unknown>, random: Random, moves: number) {
    this.#arena = arena;
    this.#random = random;
    this.#left = moves;
  }

  next(): Step<Move> | undefined {
    while (this.#left > 0) {
      this.#left -= 1;
      const opening = this.#count === 0;
      const step = this.#draw(opening);
      if (step) {
        this.#count += 1;
        return step;
      }
    }
    return undefined;
  }

  note(step: Step<Move>, { refused }: Answer): void {
    this.#played.push(step.id);
    if (refused && !step.again && !this.#retry && this.#random.chance(0.3)) {
      this.#retry = { of: step.id, in: 1 + this.#random.below(2) };
    }
  }

  #draw(opening: boolean): Step<Move> | undefined {
    const random = this.#random;
    const id = `s${this.#count + 1}`;
    const at = opening ? this.#now : this.#tick();
    this.#arena.moveTo(at);
    const retry = this.#retry;
    if (retry && retry.in === 0) {
      this.#retry = undefined;
      return { id, at, again: { of: retry.of, as: 'move' } };
    }
    if (retry) retry.in -= 1;
    if (!retry && this.#played.length && random.chance(0.06)) {
      const of = random.pick(this.#played.slice(-6));
      const as = random.chance(0.6) ? 'request' : 'move';
      return { id, at, again: { of, as } };
    }
    const move = this.#arena.draw(random, {
      opening,
      altering: retry !== undefined,
    });
    return move === undefined ? undefined : { id, at, move };
  }

  /** Mostly a few minutes go by; sometimes the clock goes to where something begins or ends. */
  #tick(): number {
    const random = this.#random;
    if (random.chance(0.1)) {
      const ahead = this.#arena.moments().filter(t => t > this.#now);
      const moment = random.any(ahead.sort((a, b) => a - b).slice(0, 4));
      if (moment !== undefined) {
        const aside = random.pick([-MINUTE, 0, MINUTE, 10 * MINUTE]);
        this.#now = Math.max(this.#now, moment + aside);
        return this.#now;
      }
    }
    this.#now += random.chance(0.03)
      ? random.pick([HOUR, 3 * HOUR, 30 * HOUR])
      : (1 + random.below(5)) * MINUTE;
    return this.#now;
  }
}
