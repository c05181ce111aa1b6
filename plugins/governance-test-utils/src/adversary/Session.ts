import { Answer, Arena, Breach, Step } from './types';

/** One game under way: plays its steps, and keeps what was sent so that it can be sent again. */
export class Session<Move, Request> {
  readonly steps: Step<Move>[] = [];
  readonly #arena: Arena<Move, Request>;
  readonly #moves = new Map<string, Move>();
  readonly #requests = new Map<string, Request>();

  constructor(arena: Arena<Move, Request>) {
    this.#arena = arena;
  }

  /** Undefined when the step found nothing to do: what it refers to is not in this game. */
  async play(
    step: Step<Move>,
  ): Promise<{ answer: Answer; breaches: Breach[] } | undefined> {
    this.#arena.moveTo(step.at);
    const request = this.#requestOf(step);
    if (request === undefined) return undefined;
    this.steps.push(step);
    this.#requests.set(step.id, request);
    const answer = await this.#arena.send(request, step.id);
    return { answer, breaches: await this.#arena.breaches() };
  }

  #requestOf({ id, move, again }: Step<Move>): Request | undefined {
    if (again?.as === 'request') return this.#requests.get(again.of);
    const meant = again ? this.#moves.get(again.of) : move;
    if (meant === undefined) return undefined;
    this.#moves.set(id, meant);
    return this.#arena.request(meant, id);
  }
}
