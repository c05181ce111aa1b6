import { NotFoundError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  Journal,
  refused,
  Unit,
} from '@countersign/plugin-governance-node';
import {
  CorrectionFacts,
  CorrectionLimits,
  CorrectionPage,
  CorrectionView,
  EnterCorrection,
  judgeConfirming,
  judgeEntering,
  judgeRepeating,
  judgeWithdrawing,
  ListCorrectionsQuery,
  SeenChange,
  ServiceLevelEntries,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Access } from '../access/Access';
import { CorrectionStore, StoredCorrection } from '../database/CorrectionStore';
import { ObjectiveStore } from '../database/ObjectiveStore';
import { People } from '../services/People';
import { ChangeWatch } from './ChangeWatch';
import { CorrectionBook } from './CorrectionBook';
import { viewOf } from './correctionView';
import { demandReadableTimes } from './readableTimes';

/** What people do with corrections, each in one transaction with its ledger entry; the judge says whether they may. */
export class CorrectionDesk {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      corrections: CorrectionStore;
      book: CorrectionBook;
      objectives: ObjectiveStore;
      changes: ChangeWatch;
      people: People;
      access: Access;
      limits: CorrectionLimits;
    },
  ) {}

  async list(
    caller: Caller,
    query: ListCorrectionsQuery,
  ): Promise<CorrectionPage> {
    const { journal, corrections } = this.options;
    const { items, nextCursor } = await corrections.list(journal.knex, query);
    return {
      items: await this.#views(caller, items),
      ...(nextCursor && { nextCursor }),
    };
  }

  async get(caller: Caller, number: string): Promise<CorrectionView> {
    const { journal, corrections } = this.options;
    const stored = await corrections.find(journal.knex, number);
    if (!stored) throw missing(number);
    return this.#view(caller, stored);
  }

  async enter(
    caller: Caller,
    request: EnterCorrection & { idempotencyKey?: string },
  ): Promise<CorrectionView> {
    const { idempotencyKey, ...body } = request;
    const { journal, changes } = this.options;
    const change =
      body.change === undefined
        ? undefined
        : await changes.look(caller, body.change);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      unit => this.#enter(unit, caller, body, change),
      this.#repeat('enter', body),
    );
    return this.#view(caller, stored);
  }

  async confirm(
    caller: Caller,
    number: string,
    request: { comment?: string; idempotencyKey?: string },
  ): Promise<CorrectionView> {
    const { comment, idempotencyKey } = request;
    return this.#act(caller, number, {
      idempotencyKey,
      request: { verb: 'confirm', number, comment: comment ?? null },
      act: async (unit, facts) => {
        const { owners, involved } = await this.#involvement(
          caller,
          facts.objectives,
        );
        const verdict = judgeConfirming(
          number,
          facts,
          { ref: caller.ref, by: callerKind(caller) },
          involved,
        );
        if (!verdict.ok) throw refused(verdict.refusal);
        await unit.record('correction.confirmed', number, {
          comment,
          owners,
          involved,
        });
      },
    });
  }

  async withdraw(
    caller: Caller,
    number: string,
    request: { reason: string; idempotencyKey?: string },
  ): Promise<CorrectionView> {
    const { reason, idempotencyKey } = request;
    return this.#act(caller, number, {
      idempotencyKey,
      request: { verb: 'withdraw', number, reason },
      act: async (unit, facts) => {
        const verdict = judgeWithdrawing(number, facts, {
          ref: caller.ref,
          by: callerKind(caller),
        });
        if (!verdict.ok) throw refused(verdict.refusal);
        await unit.record('correction.withdrawn', number, { reason });
      },
    });
  }

  async #enter(
    unit: Unit<ServiceLevelEntries>,
    caller: Caller,
    body: EnterCorrection,
    change: { seen: SeenChange; items: readonly string[] } | undefined,
  ): Promise<StoredCorrection> {
    const { book, corrections, objectives, limits } = this.options;
    const { trx, now } = unit;
    const seen = change?.seen;
    const { kind, reason, rrule, timeZone = 'Etc/UTC' } = body;
    const window = body.window ?? seen?.window;
    if (!window) {
      throw wrongField('change', `${body.change} has no window`);
    }
    demandReadableTimes({ window, timeZone, rrule }, now);
    const ids = [...new Set(body.objectives)].sort();
    // Two that are entered at once are judged one after the other.
    const found = await objectives.lockNamed(trx, ids);
    const unknown = ids.filter(id => !found.has(id));
    if (unknown.length > 0) {
      throw wrongField(
        'objectives',
        `there is no objective ${unknown.join(', ')}`,
      );
    }
    const foreign = ids
      .map(id => found.get(id)!.component)
      .filter(component => change && !change.items.includes(component));
    if (foreign.length > 0) {
      throw wrongField(
        'objectives',
        `${body.change} is not about ${[...new Set(foreign)].join(', ')}`,
      );
    }
    const others = await corrections.ofObjectives(trx, ids);
    const windows = ids.map(id =>
      windowLength(found.get(id)!.objective.window),
    );
    const proposed = { kind, window, timeZone, rrule, change: seen };
    const repeating = judgeRepeating(proposed, ids, others);
    if (!repeating.ok) throw refused(repeating.refusal);
    const verdict = judgeEntering(
      proposed,
      { ref: caller.ref, by: callerKind(caller) },
      {
        now: now.getTime(),
        limits,
        objectives: ids.map((id, i) => ({
          id,
          window: windows[i],
          others: others.flatMap(({ objective, facts }) =>
            objective === id ? [facts] : [],
          ),
        })),
      },
    );
    if (!verdict.ok) throw refused(verdict.refusal);
    const number = await corrections.nextNumber(trx);
    await unit.record('correction.entered', number, {
      kind,
      reason,
      objectives: ids,
      window,
      timeZone,
      rrule,
      change: seen,
      limits,
      windows,
      ...(await this.#involvement(caller, ids)),
    });
    return book.add(unit, number);
  }

  async #act(
    caller: Caller,
    number: string,
    verb: {
      idempotencyKey: string | undefined;
      request: object;
      act(
        unit: Unit<ServiceLevelEntries>,
        facts: CorrectionFacts,
      ): Promise<void>;
    },
  ): Promise<CorrectionView> {
    const { journal, corrections } = this.options;
    const stored = await journal.idempotent(
      caller,
      verb.idempotencyKey,
      async unit => {
        const before = await corrections.lock(unit.trx, number);
        if (!before) throw missing(number);
        await verb.act(unit, before.facts);
        return this.options.book.save(unit, number);
      },
      this.#repeat('act', verb.request),
    );
    return this.#view(caller, stored);
  }

  async #involvement(caller: Caller, objectives: readonly string[]) {
    const { journal, people } = this.options;
    const owners = await this.options.objectives.ownersOf(
      journal.knex,
      objectives,
    );
    return { owners, involved: await people.involved(caller.ref, owners) };
  }

  async #view(caller: Caller, stored: StoredCorrection) {
    const [view] = await this.#views(caller, [stored]);
    return view;
  }

  async #views(
    caller: Caller,
    items: readonly StoredCorrection[],
  ): Promise<CorrectionView[]> {
    if (items.length === 0) return [];
    const permitted = await this.options.access.corrections(caller);
    return Promise.all(
      items.map(async ({ number, facts }) => {
        const { involved } = await this.#involvement(caller, facts.objectives);
        return viewOf(number, facts, caller, involved, permitted);
      }),
    );
  }

  /** A request made again is answered with the correction as it is now. */
  #repeat(verb: string, request: object) {
    return {
      request: { verb, ...request },
      keep: ({ number }: StoredCorrection) => number,
      again: async (
        { trx }: Unit<ServiceLevelEntries>,
        number: string,
      ): Promise<StoredCorrection> => {
        const stored = await this.options.corrections.find(trx, number);
        if (!stored) throw missing(number);
        return stored;
      },
    };
  }
}

function missing(number: string): NotFoundError {
  return new NotFoundError(`There is no correction ${number}`);
}
