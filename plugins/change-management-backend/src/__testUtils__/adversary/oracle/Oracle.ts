import { Breach } from '@countersign/plugin-governance-test-utils';
import { Plans } from '../estate';
import { Books } from './Books';
import { Happening } from './happening';
import { invariantOf } from './invariants';
import { acted } from './judgeActs';
import { judgeRepetition, judgeVersions } from './judgeAnswers';
import { opened } from './judgeOpening';
import { judgeDebts, judgeHousekeeping, judgeStories } from './judgeRecords';
import { answered, reported } from './judgeRuns';

/**
 * Watches from outside what is asked and what is answered, keeps its own books, and tells what should not have been. It
 * knows the rules in its own words and never asks the product's judge.
 */
export class Oracle {
  readonly #books: Books;

  constructor(plans: Plans) {
    this.#books = new Books(plans);
  }

  actorsOf(number: string): string[] {
    return this.#books.actorsOf(number);
  }

  async note(happening: Happening): Promise<void> {
    const { arena, at, id, request, outcome } = happening;
    const books = this.#books;
    const step = Number(id.slice(1));
    books.worlds.push({
      step,
      at,
      estate: arena.catalog.estate,
      policies: arena.policies,
      budget: arena.budget.now,
    });
    if (outcome.broke) {
      const { name, message } = outcome.broke;
      const where = message.replace(/CHG\d+|[0-9a-f-]{36}/g, '…');
      books.breach(`broke-${name}: ${where}`, message);
    }
    if (!outcome.refused) {
      if (outcome.repeated) judgeRepetition(books, happening);
      else await this.#judge(happening, step);
    }
    judgeVersions(books, arena);
    judgeDebts(books, step);
    if (request.kind === 'world' && request.what.verb === 'housekeeping') {
      await judgeHousekeeping(books, happening, step);
    }
    await judgeStories(books, happening);
  }

  takeBreaches(): Breach[] {
    const { found } = this.#books;
    this.#books.found = [];
    return found.map(({ kind, text }) => ({
      kind,
      text,
      invariant: invariantOf(kind),
    }));
  }

  async #judge(happening: Happening, step: number): Promise<void> {
    const { arena, at, request, outcome } = happening;
    const { detail, gate, deployment, rule } = outcome;
    switch (request.kind) {
      case 'create':
        return opened(this.#books, request, detail!, arena, step);
      case 'edit':
      case 'act':
        return acted(this.#books, request, detail!, happening, step);
      case 'gate':
        return answered(this.#books, request.input, gate!, happening, step);
      case 'report':
        return reported(this.#books, request, deployment!, happening, step);
      case 'rule': {
        const { input } = request;
        this.#books.freezes.set(rule!.id, {
          from: arena.sinceBegin(input.start),
          to: arena.sinceBegin(input.end),
          declared: at,
          environment: input.environments[0],
          critical: input.scope !== undefined,
          strict: !input.allowEmergency,
        });
        return undefined;
      }
      case 'end-rule': {
        const freeze = this.#books.freezes.get(request.rule);
        if (freeze) freeze.ended = at;
        return undefined;
      }
      default:
        return undefined;
    }
  }
}
