import { NotFoundError } from '@backstage/errors';
import {
  Change,
  changeEntries,
  changeEntrySchemas,
  ChangeEventType,
  changeSignalChannel,
  Facts,
} from '@countersign/plugin-change-management-common';
import {
  Journal as JournalOf,
  JournalOptions,
  Unit as UnitOf,
} from '@countersign/plugin-governance-node';
import { StoredChange } from '../database/changeRows';
import { foundOnRetry } from '../database/databaseErrors';
import { Stores } from '../database/stores';
import { eventOf } from '../outbox/messages';
import { FactsKeeper } from './FactsKeeper';

type Entries = typeof changeEntrySchemas;

/** A unit of work on changes. Once a change is locked, its time is not before the last entry of that change. */
export interface Unit extends UnitOf<Entries> {
  /**
   * Locks a change until the unit ends, and reads its facts.
   *
   * @throws NotFoundError
   */
  lock(number: string): Promise<StoredChange>;
  lockIfThere(number: string): Promise<StoredChange | undefined>;
  /** The facts of a change this unit has locked or opened, after what it has recorded so far. */
  facts(number: string): Facts;
  /**
   * Locks those of the changes that nobody else holds, so that nothing waits; left out are those that nobody has kept
   * the facts of yet, or that are to adopt the rules first.
   */
  lockFree(numbers: string[]): Promise<StoredChange[]>;
  /** Keeps the facts of a change that this unit opens. */
  open(stored: StoredChange): void;
  /** Pages that show the change fetch it again after the commit. */
  touched(change: Pick<Change, 'id'>): void;
}

/** Runs units of work on changes: their facts are kept with each. */
export type Journal = JournalOf<Entries, Unit, FactsKeeper>;

/** No events: whoever asked the gate has its answer, and what a decision relied on is of use to whoever checks it. */
const forTheRecord: ReadonlySet<string> = new Set<ChangeEventType>([
  'gate.decided',
  'change.relied',
  'change.ruleset',
]);

type Options = Pick<
  JournalOptions<Entries>,
  'knex' | 'ledger' | 'onMessages'
> & { stores: Stores; clock: () => Date };

export function createJournal(options: Options): Journal {
  const { stores } = options;
  return new JournalOf<Entries, Unit, FactsKeeper>(
    {
      ...options,
      foundOnRetry,
      entries: changeEntries,
      eventOf: entry =>
        forTheRecord.has(entry.type) ? undefined : eventOf(entry),
    },
    {
      keeper: () => new FactsKeeper(stores),
      extend: (unit, keeper) => changeUnit(unit, keeper, options),
    },
  );
}

function changeUnit(
  unit: UnitOf<Entries>,
  keeper: FactsKeeper,
  { stores, ledger, clock }: Options,
): Omit<Unit, keyof UnitOf<Entries>> {
  const { trx } = unit;
  // Read after the lock: whoever waited for it comes after whoever held it. What is recorded of one change is in the
  // order of time.
  const notBefore = (...moments: string[]) =>
    new Date(
      Math.max(clock().getTime(), ...moments.map(moment => Date.parse(moment))),
    );
  const lockIfThere: Unit['lockIfThere'] = async number => {
    const locked = await stores.facts.lockChange(trx, number);
    if (!locked) return undefined;
    const { stored } = locked;
    const facts = await keeper.load(trx, locked, ledger);
    unit.now = notBefore(facts.at);
    if (keeper.needsAdoption(facts)) await keeper.adopt(unit, number);
    return stored;
  };
  return {
    lockIfThere,
    lock: async number => {
      const stored = await lockIfThere(number);
      if (!stored) throw new NotFoundError(`There is no change ${number}`);
      return stored;
    },
    lockFree: async numbers => {
      const locked = (await stores.facts.lockFree(trx, numbers)).filter(
        ({ facts }) => !keeper.needsAdoption(facts),
      );
      for (const each of locked) await keeper.load(trx, each, ledger);
      unit.now = notBefore(...locked.map(({ facts }) => facts.at));
      return locked.map(({ stored }) => stored);
    },
    facts: number => keeper.facts(number),
    open: stored => keeper.open(stored),
    touched: change => unit.refetch(changeSignalChannel(change)),
  };
}
