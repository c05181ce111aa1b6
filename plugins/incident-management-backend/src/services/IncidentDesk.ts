import { CatalogReader, teamOf } from '@countersign/plugin-cmdb-node';
import { followStateOf } from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  reading,
} from '@countersign/plugin-governance-node';
import {
  AskedVerb,
  DeclareIncident,
  declareIncidentSchema,
  incidentActions,
  incidentDeclarePermission,
  IncidentDetail,
  IncidentLimits,
  incidentNextStep,
  tableRefuses,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { IncidentAccess, Reader } from '../access/IncidentAccess';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';
import {
  AskedOfReview,
  isOfReview,
  Prepared,
  ReviewClerk,
} from '../review/ReviewClerk';
import { Asked } from './asked';
import { DeedMaker, MakeDeed } from './DeedMaker';
import { EndedAlerts } from './EndedAlerts';
import { held } from './held';
import { Followers, Herald } from './Herald';
import {
  IncidentJournal,
  IncidentKeeper,
  IncidentUnit,
  missing,
} from './IncidentKeeper';
import { MergeAndSplit } from './MergeAndSplit';
import { rightFor } from './rights';
import { viewOf } from './views';

type Declared = z.output<typeof declareIncidentSchema>;

/** What a verb does in its transaction. */
type Work = (unit: IncidentUnit) => Promise<StoredIncident>;
/** The same, with the incident locked. */
type WorkOnLocked = (
  unit: IncidentUnit,
  locked: StoredIncident,
) => Promise<StoredIncident>;

/** What the desk of incidents works with. */
export interface IncidentDeskOptions {
  journal: IncidentJournal;
  keeper: IncidentKeeper;
  store: IncidentStore;
  ended: EndedAlerts;
  access: IncidentAccess;
  catalog: CatalogReader;
  deeds: DeedMaker;
  mergeAndSplit: MergeAndSplit;
  reviews: ReviewClerk;
  herald: Herald;
  followers: Followers;
  limits: IncidentLimits;
  privateGroups: readonly string[];
}

/** Declares incidents and does with them what people and machines ask for: each in one transaction with its entries. */
export class IncidentDesk {
  readonly #options: IncidentDeskOptions;

  constructor(options: IncidentDeskOptions) {
    this.#options = options;
  }

  /** Declares an incident under the next number. */
  async declare(
    caller: Caller,
    body: DeclareIncident,
    idempotencyKey?: string,
  ): Promise<IncidentDetail> {
    const { access, catalog, journal, keeper, herald, privateGroups } =
      this.#options;
    await access.authorizer.demand(caller, incidentDeclarePermission);
    const reader = await access.reader(caller);
    const declared = declareIncidentSchema.parse(body);
    const items = await reading('entities', () =>
      catalog.items(declared.entities),
    );
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const opened = await keeper.open(
          unit,
          openingOf(declared, caller, unit.now, teamOf(items)),
          { privateGroups, member: reader.groups ?? [] },
        );
        await herald.opened(unit, opened);
        return opened;
      },
      this.#repeat(reader, 'declare', declared),
    );
    return this.#detail(caller, reader, stored);
  }

  /** Does what somebody asks for, where the judge and the permissions allow it. */
  async act(
    caller: Caller,
    number: string,
    asked: Asked,
    idempotencyKey?: string,
  ): Promise<IncidentDetail> {
    const { access, journal } = this.#options;
    const reader = await access.reader(caller);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      await this.#workOf(caller, reader, number, asked),
      this.#repeat(reader, asked.verb, { number, ...asked.body }),
    );
    return this.#detail(caller, reader, stored);
  }

  /** How an incident stands for its reader. */
  async get(caller: Caller, number: string): Promise<IncidentDetail> {
    const reader = await this.#options.access.reader(caller);
    return this.#detail(caller, reader, await this.readable(reader, number));
  }

  /** @throws NotFoundError for one that the reader may not see, NotAllowedError where they may see none */
  async readable(reader: Reader, number: string): Promise<StoredIncident> {
    const { store, journal } = this.#options;
    reader.rights.demandReading();
    const [stored] = await store.find(journal.knex, [number]);
    if (!stored) throw missing(number);
    reader.demand('read', stored.facts);
    return stored;
  }

  /** Closes what was resolved long enough ago. */
  async closeDue(system: Caller): Promise<number> {
    const { journal, keeper, store, limits } = this.#options;
    const before = new Date(journal.now().getTime() - limits.closeAfter);
    const due = await store.toClose(journal.knex, before, 500);
    let closed = 0;
    for (const number of due) {
      closed += await journal.run(system, async unit => {
        const stored = await keeper.lock(unit, number);
        // Somebody reopened it meanwhile, or another replica was first.
        if (stored.facts.state !== 'resolved') return 0;
        const at = Date.parse(stored.facts.resolution?.at ?? '');
        if (unit.now.getTime() - at < limits.closeAfter) return 0;
        await keeper.act(unit, stored, {
          verb: 'close',
          data: { after: limits.closeAfter },
        });
        return 1;
      });
    }
    return closed;
  }

  async #workOf(
    caller: Caller,
    reader: Reader,
    number: string,
    asked: Asked,
  ): Promise<Work> {
    const { keeper, mergeAndSplit } = this.#options;
    if (asked.verb === 'merge') {
      return unit => mergeAndSplit.merge(unit, reader, number, asked.body);
    }
    const work = await held(() => this.#prepare(caller, reader, number, asked));
    return async unit => {
      const locked = await keeper.lock(unit, number);
      reader.demand(rightFor(asked.verb), locked.facts);
      const stored = await this.#withAlertsTold(unit, locked, asked.verb);
      return work()(unit, stored);
    };
  }

  /** Whoever ends it need not wait until alerts that have ended are told by themselves. */
  async #withAlertsTold(
    unit: IncidentUnit,
    locked: StoredIncident,
    verb: AskedVerb,
  ): Promise<StoredIncident> {
    const { ended } = this.#options;
    switch (verb) {
      case 'resolve':
        return ended.resolve(unit, locked);
      case 'cancel':
        return ended.tell(unit, locked);
      default:
        return locked;
    }
  }

  /** Asks other plugins what the verb needs to know, before anything is locked. */
  async #prepare(
    caller: Caller,
    reader: Reader,
    number: string,
    asked: Exclude<Asked, { verb: 'merge' }>,
  ): Promise<WorkOnLocked> {
    const { catalog, deeds, reviews, mergeAndSplit } = this.#options;
    if (asked.verb === 'split') {
      const { entities } = asked.body;
      const items = await reading('entities', () => catalog.items(entities));
      const body = { ...asked.body, team: teamOf(items) };
      return (unit, locked) => mergeAndSplit.split(unit, reader, locked, body);
    }
    if (isOfReview(asked)) {
      const prepared = await this.#prepareReview(caller, reader, number, asked);
      return this.#doing((unit, locked) =>
        reviews.deedOf(unit, locked, asked, prepared),
      );
    }
    return this.#doing(await deeds.prepare(caller, reader, number, asked));
  }

  async #prepareReview(
    caller: Caller,
    reader: Reader,
    number: string,
    asked: AskedOfReview,
  ): Promise<Prepared> {
    const { reviews } = this.#options;
    const { facts } = await this.readable(reader, number);
    const who = { ref: caller.ref, by: callerKind(caller) };
    // What is refused anyhow is looked up for nobody.
    return reader.may(rightFor(asked.verb), facts) &&
      !tableRefuses(facts, { verb: asked.verb, who })
      ? reviews.prepare(caller, facts, asked)
      : reviews.unprepared(facts);
  }

  /** Leaves one entry with one incident, and tells those who follow it. */
  #doing(make: MakeDeed): WorkOnLocked {
    const { keeper, herald } = this.#options;
    return async (unit, locked) => {
      const deed = await make(unit, locked);
      const after = await keeper.act(unit, locked, deed);
      await herald.done(unit, locked.facts, after, deed);
      return after;
    };
  }

  async #detail(
    caller: Caller,
    reader: Reader,
    found: StoredIncident,
  ): Promise<IncidentDetail> {
    const { journal, ended, followers, limits, privateGroups } = this.#options;
    const stored = await ended.seen(journal.knex, found);
    const { facts } = stored;
    const now = journal.now();
    const at = now.toISOString();
    const groups = reader.groups ?? [];
    return {
      incident: viewOf(stored, now, limits),
      next: incidentNextStep(facts, at),
      actions: incidentActions(
        facts,
        {
          ref: caller.ref,
          by: callerKind(caller),
          permitted: verb => reader.may(rightFor(verb), facts),
          groups,
          privateGroups,
        },
        { now: at, limits },
      ),
      following: followStateOf(
        await followers.of(journal.knex, stored),
        caller.ref,
        groups,
      ),
    };
  }

  /** A request made again is answered with the incident as it is now, to whoever may see it now. */
  #repeat(reader: Reader, verb: string, body: object) {
    const { store } = this.#options;
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredIncident) => facts.number,
      again: async ({ trx }: IncidentUnit, number: string) => {
        const [stored] = await store.find(trx, [number]);
        reader.demand('read', stored.facts);
        return stored;
      },
    };
  }
}

function openingOf(
  declared: Declared,
  { kind }: Caller,
  now: Date,
  team: string | undefined,
) {
  const { startedAt, detectedAt, ...fields } = declared;
  const at = now.toISOString();
  const detected = detectedAt ?? at;
  return {
    rules: 1 as const,
    ...fields,
    ...(team !== undefined && { team }),
    source: kind === 'user' ? ('person' as const) : ('service' as const),
    started:
      startedAt ?? (Date.parse(detected) < now.getTime() ? detected : at),
    detected,
    alerts: [],
    firing: 0,
  };
}
