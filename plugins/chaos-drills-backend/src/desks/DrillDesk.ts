import { NotFoundError } from '@backstage/errors';
import {
  DrillActor,
  drillActions,
  DrillDetail,
  DrillFilters,
  drillNextStep,
  DrillPage,
  drillPlanPermission,
  drillSignalChannel,
  DRILLS_SIGNAL_CHANNEL,
  drillVerbs,
  foldDrill,
  judgeCancel,
  judgeNote,
  judgeStop,
  PlanDrill,
} from '@countersign/plugin-chaos-drills-common';
import {
  Caller,
  callerKind,
  recordFact,
  refused,
} from '@countersign/plugin-governance-node';
import { DrillAccess, permissionOf } from '../access';
import { drillOf, DrillStore, StoredDrill } from '../database/DrillStore';
import { GameDayStore } from '../database/GameDayStore';
import { DrillPlayer } from '../runs/DrillPlayer';
import { tellDrill, tellStopped } from '../runs/tellDrill';
import { DrillJournal, DrillUnit } from '../unit';
import { DrillPlanner } from './DrillPlanner';

/** What the desk of drills needs. */
export interface DrillDeskOptions {
  journal: DrillJournal;
  drills: DrillStore;
  days: Pick<GameDayStore, 'observersOf'>;
  planner: DrillPlanner;
  access: DrillAccess;
  player: Pick<DrillPlayer, 'stop'>;
}

/** Plans drills, shows them, stops those that run and cancels those that never do. Starts are for the starter. */
export class DrillDesk {
  constructor(private readonly options: DrillDeskOptions) {}

  async list(caller: Caller, filters: DrillFilters): Promise<DrillPage> {
    const { access, drills, journal } = this.options;
    await access.demandReading(caller);
    const { items, ...page } = await drills.list(journal.knex, filters);
    return { ...page, items: items.map(drillOf) };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, number: string): Promise<DrillDetail> {
    return this.detail(caller, await this.find(caller, number));
  }

  /** @throws NotFoundError */
  async find(caller: Caller, number: string): Promise<StoredDrill> {
    const { access, drills, journal } = this.options;
    await access.demandReading(caller);
    const [stored] = await drills.find(journal.knex, [number]);
    if (!stored) throw missing(number);
    return stored;
  }

  /** Plans a drill under the next number, with its targets, what it costs, and when it should be noticed. */
  async plan(
    caller: Caller,
    body: PlanDrill,
    idempotencyKey?: string,
  ): Promise<DrillDetail> {
    const { access, journal, planner } = this.options;
    await access.demandReading(caller);
    await access.demand(caller, drillPlanPermission, 'You may not plan drills');
    const { experiment, change, retestOf } = body;
    const prepared = await planner.prepare(experiment);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      unit => planner.write(unit, prepared, { change, retestOf }),
      this.repeat('plan', body),
    );
    return this.detail(caller, stored);
  }

  /** Asks one that runs to stop: it ends its faults and rolls back. */
  async stop(
    caller: Caller,
    number: string,
    { reason }: { reason: string },
    idempotencyKey?: string,
  ): Promise<DrillDetail> {
    const { player, days } = this.options;
    const stored = await this.#act(
      caller,
      { number, verb: 'stop', body: { reason }, idempotencyKey },
      async (unit, before) => {
        const verdict = judgeStop(before.facts);
        if (!verdict.ok) throw refused(verdict.refusal);
        const facts = await recordFact(
          unit,
          { type: 'drill.stop_asked', subject: number, data: { reason } },
          entry => foldDrill(before.facts, entry),
        );
        await tellStopped(unit, facts, reason, days);
        return facts;
      },
    );
    player.stop(number, reason);
    return this.detail(caller, stored);
  }

  /** Says that one that is planned is not done. */
  async cancel(
    caller: Caller,
    number: string,
    { reason }: { reason: string },
    idempotencyKey?: string,
  ): Promise<DrillDetail> {
    const { days } = this.options;
    const stored = await this.#act(
      caller,
      { number, verb: 'cancel', body: { reason }, idempotencyKey },
      async (unit, before) => {
        const verdict = judgeCancel(before.facts, actorOf(caller));
        if (!verdict.ok) throw refused(verdict.refusal);
        const facts = await recordFact(
          unit,
          { type: 'drill.canceled', subject: number, data: { reason } },
          entry => foldDrill(before.facts, entry),
        );
        const about = {
          occasion: 'run',
          words: 'is canceled',
          reason,
        } as const;
        await tellDrill(unit, facts, { ...about, weight: 'news' }, days);
        return facts;
      },
    );
    return this.detail(caller, stored);
  }

  /** Keeps a lesson, or what somebody saw. */
  async note(
    caller: Caller,
    number: string,
    { text }: { text: string },
    idempotencyKey?: string,
  ): Promise<DrillDetail> {
    const stored = await this.#act(
      caller,
      { number, verb: 'note', body: { text }, idempotencyKey },
      async (unit, before) => {
        const verdict = judgeNote();
        if (!verdict.ok) throw refused(verdict.refusal);
        return recordFact(
          unit,
          { type: 'drill.noted', subject: number, data: { text } },
          entry => foldDrill(before.facts, entry),
        );
      },
    );
    return this.detail(caller, stored);
  }

  /** As its reader may act on it. */
  async detail(caller: Caller, stored: StoredDrill): Promise<DrillDetail> {
    const { access } = this.options;
    const may = await access.mayAll(caller, drillVerbs.map(permissionOf));
    return {
      drill: drillOf(stored),
      next: drillNextStep(stored.facts),
      actions: drillActions(stored.facts, {
        ...actorOf(caller),
        permitted: verb => may[drillVerbs.indexOf(verb)],
      }),
    };
  }

  /** A request made again is answered with the drill as it is now. */
  repeat(verb: string, body: object) {
    const { drills } = this.options;
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredDrill) => facts.number,
      again: async ({ trx }: DrillUnit, number: string) => {
        const [stored] = await drills.find(trx, [number]);
        return stored;
      },
    };
  }

  async #act(
    caller: Caller,
    {
      number,
      verb,
      body,
      idempotencyKey,
    }: {
      number: string;
      verb: 'stop' | 'cancel' | 'note';
      body: object;
      idempotencyKey: string | undefined;
    },
    work: (
      unit: DrillUnit,
      before: StoredDrill,
    ) => Promise<StoredDrill['facts']>,
  ): Promise<StoredDrill> {
    const { access, journal, drills } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      permissionOf(verb),
      `You may not ${verb} drills`,
    );
    return journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const before = (await drills.lock(unit.trx, [number])).get(number);
        if (!before) throw missing(number);
        const facts = await work(unit, before);
        const after = await drills.save(unit.trx, before, facts, unit.now);
        unit.refetch(drillSignalChannel(after));
        unit.refetch(DRILLS_SIGNAL_CHANNEL);
        return after;
      },
      this.repeat(verb, { number, ...body }),
    );
  }
}

/** Who asks, as the judge knows them. */
export function actorOf(caller: Caller): DrillActor {
  return { ref: caller.ref, by: callerKind(caller) };
}

/** There is none under this number. */
export function missing(number: string): NotFoundError {
  return new NotFoundError(`There is no drill ${number}`);
}
