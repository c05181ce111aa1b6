import { NotFoundError } from '@backstage/errors';
import { occurrences, wrongField } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  Journal,
  pluginCaller,
  refused,
  Unit,
} from '@countersign/plugin-governance-node';
import {
  correctionActions,
  CorrectionFacts,
  CorrectionLimits,
  CorrectionPage,
  correctionState,
  CorrectionVerb,
  CorrectionView,
  EnterCorrection,
  foldCorrection,
  judgeConfirming,
  judgeEntering,
  judgeWithdrawing,
  ListCorrectionsQuery,
  SeenChange,
  ServiceLevelEntries,
  timesOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Access } from '../access/Access';
import { CorrectionStore, StoredCorrection } from '../database/CorrectionStore';
import { ObjectiveStore } from '../database/ObjectiveStore';
import { ChangeWatch } from './ChangeWatch';
import { People } from './People';

/** Times of a recurring correction are kept for so long, as the steps in them are. */
const KEPT_MS = 400 * 86_400_000;

/** What people do with corrections, each in one transaction with its ledger entry; the judge says whether they may. */
export class CorrectionDesk {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      corrections: CorrectionStore;
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

  /**
   * Sees what became of the changes that corrections rely on, and which times of those that recur have come.
   *
   * @returns how many changes are other than before
   */
  async refresh(): Promise<number> {
    const { journal, corrections, changes } = this.options;
    const now = journal.now();
    let changed = 0;
    const day = new Date(now.getTime() - 86_400_000);
    for (const stored of await corrections.watchingChanges(journal.knex, day)) {
      const seen = await changes.lookAgain(stored.facts.change!.number);
      if (!seen || same(seen, stored.facts.change!)) continue;
      changed += 1;
      await journal.run(pluginCaller('service-levels'), async unit => {
        const { number } = stored;
        if (!(await corrections.lock(unit.trx, number))) return;
        await unit.record('correction.change-seen', number, seen);
        await this.#save(unit, number);
      });
    }
    const recurring = await corrections.recurring(journal.knex);
    if (recurring.length > 0) {
      await journal.knex.transaction(async trx => {
        for (const stored of recurring) {
          await corrections.keepTimes(trx, stored, this.#begun(stored));
        }
      });
    }
    return changed;
  }

  async #enter(
    unit: Unit<ServiceLevelEntries>,
    caller: Caller,
    body: EnterCorrection,
    change: { seen: SeenChange; items: readonly string[] } | undefined,
  ): Promise<StoredCorrection> {
    const { corrections, objectives, limits } = this.options;
    const { trx, now } = unit;
    const seen = change?.seen;
    const { kind, reason, rrule, timeZone = 'Etc/UTC' } = body;
    const window = body.window ?? seen?.window;
    if (!window) {
      throw wrongField('change', `${body.change} has no window`);
    }
    readable({ window, timeZone, rrule }, now);
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
    const verdict = judgeEntering(
      { kind, window, timeZone, rrule, change: seen },
      { ref: caller.ref, by: callerKind(caller) },
      {
        now: now.getTime(),
        limits,
        objectives: ids.map(id => ({
          id,
          window: windowLength(found.get(id)!.objective.window),
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
      ...(await this.#involvement(caller, ids)),
    });
    const stored = { number, facts: await this.#facts(unit, number) };
    await corrections.insert(trx, stored);
    await corrections.keepTimes(trx, stored, this.#begun(stored));
    unit.refetch('service-levels');
    return stored;
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
        return this.#save(unit, number);
      },
      this.#repeat('act', verb.request),
    );
    return this.#view(caller, stored);
  }

  /** What the ledger holds of it by now is what it is. */
  async #save(
    unit: Unit<ServiceLevelEntries>,
    number: string,
  ): Promise<StoredCorrection> {
    const { corrections } = this.options;
    const stored = { number, facts: await this.#facts(unit, number) };
    await corrections.update(unit.trx, stored);
    await corrections.keepTimes(unit.trx, stored, this.#begun(stored));
    unit.refetch('service-levels');
    return stored;
  }

  async #facts(
    unit: Unit<ServiceLevelEntries>,
    number: string,
  ): Promise<CorrectionFacts> {
    const facts = foldCorrection(await unit.entries(number));
    if (!facts) throw new Error(`The ledger has no entry of ${number}`);
    return facts;
  }

  #begun({ facts }: StoredCorrection) {
    const now = this.options.journal.now().getTime();
    const isOnce = facts.rrule === undefined;
    return timesOf(facts, {
      start: isOnce ? 0 : now - KEPT_MS,
      end: isOnce ? Date.parse('9999-01-01T00:00:00Z') : now,
    });
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

function viewOf(
  number: string,
  facts: CorrectionFacts,
  caller: Caller,
  involved: readonly string[],
  permitted: Record<CorrectionVerb, boolean>,
): CorrectionView {
  const { state, because } = correctionState(facts);
  const { entry, kind, reason, objectives, timeZone, rrule, change } = facts;
  const [confirmed] = facts.confirmations.filter(each => !each.involved);
  return {
    number,
    kind,
    reason,
    objectives: [...objectives],
    window: change?.window ?? facts.window,
    timeZone,
    ...(rrule !== undefined && { rrule }),
    ...(change && { change: change.number }),
    entered: facts.entered,
    ...(confirmed && { confirmed: { by: confirmed.by, at: confirmed.at } }),
    ...(facts.withdrawn && { withdrawn: facts.withdrawn }),
    state,
    ...(because !== undefined && { because }),
    ledgerEntry: entry,
    actions: correctionActions(number, facts, {
      ref: caller.ref,
      by: callerKind(caller),
      involved,
      permitted,
    }),
  };
}

/** @throws InputError naming the field whose times cannot be read */
function readable(
  times: {
    window: { start: string; end: string };
    timeZone: string;
    rrule: string | undefined;
  },
  now: Date,
): void {
  const { window, timeZone, rrule } = times;
  try {
    Intl.DateTimeFormat('en-US', { timeZone });
  } catch {
    throw wrongField('timeZone', 'must be an IANA name such as Europe/Berlin');
  }
  if (rrule === undefined) return;
  try {
    const at = now.toISOString();
    occurrences({ ...window, timeZone, rrule }, at, at);
  } catch (error) {
    throw wrongField(
      'rrule',
      error instanceof Error ? error.message : 'no rule',
    );
  }
}

function same(a: SeenChange, b: SeenChange): boolean {
  const key = ({ number, window, approvedAt, canceled, hands }: SeenChange) =>
    JSON.stringify([
      number,
      window?.start,
      window?.end,
      approvedAt,
      canceled,
      [...hands].sort(),
    ]);
  return key(a) === key(b);
}

function missing(number: string): NotFoundError {
  return new NotFoundError(`There is no correction ${number}`);
}
