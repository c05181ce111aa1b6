import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import {
  callerKind,
  recordFact,
  refused,
} from '@countersign/plugin-governance-node';
import {
  applyProblemEntry,
  IncidentManagementEntries,
  judgeProblem,
  ProblemCall,
  ProblemEntryData,
  ProblemFacts,
  problemRuleOf,
  PROBLEMS_SIGNAL_CHANNEL,
  problemSignalChannel,
  ProblemVerb,
  ProblemWorld,
} from '@countersign/plugin-incident-management-common';
import { ProblemStore, StoredProblem } from '../database/ProblemStore';
import { IncidentUnit } from '../services/IncidentKeeper';

/** What is done with a problem: the verb and what its entry says; who does it is whom the unit works for. */
export type ProblemDeed = {
  [V in ProblemVerb]: Pick<Extract<ProblemCall, { verb: V }>, 'verb' | 'data'>;
}[ProblemVerb];

/** Opens problems and does with them what the judge allows: entry, facts and row in one unit of work. */
export class ProblemKeeper {
  constructor(private readonly store: ProblemStore) {}

  /**
   * @param others - Problems that it is judged by, locked with it.
   * @throws NotFoundError
   */
  async lock(
    unit: IncidentUnit,
    number: string,
    others: readonly string[] = [],
  ): Promise<StoredProblem> {
    const locked = await this.store.lock(unit.trx, [number, ...others]);
    const stored = locked.get(number);
    if (!stored) throw missingProblem(number);
    return stored;
  }

  /** Opens a problem under the next number. */
  async open(
    unit: IncidentUnit,
    data: ProblemEntryData<'problem.opened'>,
  ): Promise<StoredProblem> {
    const number = await this.store.nextNumber(unit.trx);
    const facts = await this.#record(unit, undefined, number, {
      type: 'problem.opened',
      data,
    });
    unit.refetch(PROBLEMS_SIGNAL_CHANNEL);
    return this.store.insert(unit.trx, { id: randomUUID(), facts }, unit.now);
  }

  /**
   * Does something with a locked problem.
   *
   * @throws NotAllowedError or ConflictError that says which guard refuses
   */
  async act(
    unit: IncidentUnit,
    stored: StoredProblem,
    deed: ProblemDeed,
    world: ProblemWorld = {},
  ): Promise<StoredProblem> {
    const { actor, trx, now } = unit;
    const { facts } = stored;
    const call = {
      ...deed,
      who: { ref: actor.ref, by: callerKind(actor) },
    } as ProblemCall;
    const verdict = judgeProblem(facts, call, world);
    if (!verdict.ok) throw refused(verdict.refusal);
    const after = await this.#record(unit, facts, facts.number, {
      type: problemRuleOf(deed.verb).entry,
      data: deed.data,
    });
    unit.refetch(problemSignalChannel(stored));
    unit.refetch(PROBLEMS_SIGNAL_CHANNEL);
    return this.store.save(trx, stored, after, now);
  }

  #record(
    unit: IncidentUnit,
    facts: ProblemFacts | undefined,
    subject: string,
    { type, data }: { type: keyof IncidentManagementEntries; data: unknown },
  ): Promise<ProblemFacts> {
    return recordFact(unit, { type, subject, data: data as never }, entry =>
      applyProblemEntry(facts, entry),
    );
  }
}

/** There is none under this number. */
export function missingProblem(number: string): NotFoundError {
  return new NotFoundError(`There is no problem ${number}`);
}
