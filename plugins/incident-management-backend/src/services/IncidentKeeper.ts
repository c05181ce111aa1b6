import { randomUUID } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import {
  callerKind,
  Journal,
  recordFact,
  refused,
  Unit,
} from '@countersign/plugin-governance-node';
import {
  applyEntry,
  IncidentCall,
  IncidentEntryData,
  IncidentFacts,
  IncidentLimits,
  IncidentManagementEntries,
  INCIDENTS_SIGNAL_CHANNEL,
  incidentSignalChannel,
  IncidentVerb,
  isOpen,
  judgeIncident,
  judgeOpening,
  OpeningWorld,
  restsOnStory,
  ruleOf,
} from '@countersign/plugin-incident-management-common';
import { ActionItemStore } from '../database/ActionItemStore';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';
import { RunbookUseStore } from '../database/RunbookUseStore';

/** A unit of work of incident management. */
export type IncidentUnit = Unit<IncidentManagementEntries>;
/** Its journal. */
export type IncidentJournal = Journal<IncidentManagementEntries>;

/** What is done with an incident: the verb and what its entry says; who does it is whom the unit works for. */
export type Deed = {
  [V in IncidentVerb]: Pick<
    Extract<IncidentCall, { verb: V }>,
    'verb' | 'data'
  >;
}[IncidentVerb];

/** Opens incidents and does with them what the judge allows: entry, facts and row in one unit of work. */
export class IncidentKeeper {
  readonly #store: IncidentStore;
  readonly #groups: AlertGroupStore;
  readonly #limits: IncidentLimits;
  readonly #items = new ActionItemStore();
  readonly #runbooks = new RunbookUseStore();

  constructor(options: {
    store: IncidentStore;
    groups: AlertGroupStore;
    limits: IncidentLimits;
  }) {
    this.#store = options.store;
    this.#groups = options.groups;
    this.#limits = options.limits;
  }

  /**
   * @throws NotFoundError
   */
  async lock(unit: IncidentUnit, number: string): Promise<StoredIncident> {
    const locked = await this.#store.lock(unit.trx, [number]);
    const stored = locked.get(number);
    if (!stored) throw missing(number);
    return stored;
  }

  /** Opens an incident under the next number. */
  async open(
    unit: IncidentUnit,
    data: IncidentEntryData<'incident.opened'>,
    world: Omit<OpeningWorld, 'now'>,
  ): Promise<StoredIncident> {
    const { actor, trx, now } = unit;
    const verdict = judgeOpening(
      data,
      { ref: actor.ref, by: callerKind(actor) },
      { ...world, now: now.toISOString() },
    );
    if (!verdict.ok) throw refused(verdict.refusal);
    const number = await this.#store.nextNumber(trx);
    const facts = await this.#record(unit, undefined, number, {
      type: 'incident.opened',
      data,
    });
    unit.refetch(INCIDENTS_SIGNAL_CHANNEL);
    return this.#store.insert(trx, { id: randomUUID(), facts }, now);
  }

  /**
   * Does something with a locked incident.
   *
   * @param other - The other one, where two become one.
   * @throws NotAllowedError or ConflictError that says which guard refuses
   */
  async act(
    unit: IncidentUnit,
    stored: StoredIncident,
    deed: Deed,
    other?: IncidentFacts,
  ): Promise<StoredIncident> {
    const { actor, trx, now } = unit;
    const { facts } = stored;
    const call = {
      ...deed,
      who: { ref: actor.ref, by: callerKind(actor) },
    } as IncidentCall;
    const verdict = judgeIncident(facts, call, {
      now: now.toISOString(),
      limits: this.#limits,
      other,
      ...(restsOnStory(call) && {
        story: await unit.entries(facts.number),
      }),
    });
    if (!verdict.ok) throw refused(verdict.refusal);
    const after = await this.#record(unit, facts, facts.number, {
      type: ruleOf(deed.verb).entry,
      data: deed.data,
    });
    const saved = await this.#store.save(trx, stored, after, now);
    await this.#items.write(
      trx,
      facts.number,
      facts.actionItems,
      after.actionItems,
    );
    await this.#runbooks.write(trx, facts.number, facts.steps, after.steps);
    if (isOpen(facts.state) && !isOpen(after.state)) {
      await this.#groups.leave(trx, after.number);
    }
    unit.refetch(incidentSignalChannel(stored));
    unit.refetch(INCIDENTS_SIGNAL_CHANNEL);
    return saved;
  }

  #record(
    unit: IncidentUnit,
    facts: IncidentFacts | undefined,
    subject: string,
    { type, data }: { type: keyof IncidentManagementEntries; data: unknown },
  ): Promise<IncidentFacts> {
    return recordFact(unit, { type, subject, data: data as never }, entry =>
      applyEntry(facts, entry),
    );
  }
}

/** The same for one that is not there and one that the caller may not see. */
export function missing(number: string): NotFoundError {
  return new NotFoundError(`There is no incident ${number}`);
}
