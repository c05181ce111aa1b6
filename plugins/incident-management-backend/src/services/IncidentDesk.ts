import { ConflictError } from '@backstage/errors';
import { CatalogReader, teamOf } from '@countersign/plugin-cmdb-node';
import {
  followStateOf,
  wrongField,
} from '@countersign/plugin-governance-common';
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
  IncidentFacts,
  IncidentLimits,
  incidentNextStep,
  tableRefuses,
  VerbBody,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { IncidentAccess, Reader } from '../access/IncidentAccess';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';
import { Changes } from './Changes';
import { EndedAlerts } from './EndedAlerts';
import {
  Deed,
  IncidentJournal,
  IncidentKeeper,
  IncidentUnit,
  missing,
} from './IncidentKeeper';
import { isOfReview, Prepared, ReviewClerk } from '../review/ReviewClerk';
import { Followers, Herald } from './Herald';
import { rightFor } from './rights';
import { SuspectRanking } from './SuspectRanking';
import { viewOf } from './views';

/** What somebody asks for: a verb and what it takes. */
export type Asked = {
  [V in AskedVerb]: { verb: V; body: VerbBody<V> };
}[AskedVerb];

/** Whoever does these need not wait until alerts that have ended are told by themselves. */
const ending: readonly AskedVerb[] = ['resolve', 'cancel'];

type Declared = z.output<typeof declareIncidentSchema>;

/** Declares incidents and does with them what people and machines ask for: each in one transaction with its entries. */
export class IncidentDesk {
  readonly #journal: IncidentJournal;
  readonly #keeper: IncidentKeeper;
  readonly #store: IncidentStore;
  readonly #groups: AlertGroupStore;
  readonly #ended: EndedAlerts;
  readonly #access: IncidentAccess;
  readonly #catalog: CatalogReader;
  readonly #changes: Changes;
  readonly #ranking: Pick<SuspectRanking, 'placeOf'>;
  readonly #reviews: ReviewClerk;
  readonly #herald: Herald;
  readonly #followers: Followers;
  readonly #limits: IncidentLimits;
  readonly #privateGroups: readonly string[];

  constructor(options: {
    journal: IncidentJournal;
    keeper: IncidentKeeper;
    store: IncidentStore;
    groups: AlertGroupStore;
    ended: EndedAlerts;
    access: IncidentAccess;
    catalog: CatalogReader;
    changes: Changes;
    ranking: Pick<SuspectRanking, 'placeOf'>;
    reviews: ReviewClerk;
    herald: Herald;
    followers: Followers;
    limits: IncidentLimits;
    privateGroups: readonly string[];
  }) {
    this.#journal = options.journal;
    this.#keeper = options.keeper;
    this.#store = options.store;
    this.#groups = options.groups;
    this.#ended = options.ended;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#changes = options.changes;
    this.#ranking = options.ranking;
    this.#reviews = options.reviews;
    this.#herald = options.herald;
    this.#followers = options.followers;
    this.#limits = options.limits;
    this.#privateGroups = options.privateGroups;
  }

  /** Declares an incident under the next number. */
  async declare(
    caller: Caller,
    body: DeclareIncident,
    idempotencyKey?: string,
  ): Promise<IncidentDetail> {
    const { authorizer } = this.#access;
    await authorizer.demand(caller, incidentDeclarePermission);
    const reader = await this.#access.reader(caller);
    const declared = declareIncidentSchema.parse(body);
    const items = await reading('entities', () =>
      this.#catalog.items(declared.entities),
    );
    const stored = await this.#journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const opened = await this.#keeper.open(
          unit,
          openingOf(declared, caller, unit.now, teamOf(items)),
          {
            privateGroups: this.#privateGroups,
            member: reader.groups ?? [],
          },
        );
        await this.#herald.opened(unit, opened);
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
    const reader = await this.#access.reader(caller);
    const prepared = await this.#prepare(caller, reader, number, asked);
    const stored = await this.#journal.idempotent(
      caller,
      idempotencyKey,
      unit => this.#act(unit, reader, number, asked, prepared),
      this.#repeat(reader, asked.verb, { number, ...asked.body }),
    );
    return this.#detail(caller, reader, stored);
  }

  /** How an incident stands for its reader. */
  async get(caller: Caller, number: string): Promise<IncidentDetail> {
    const reader = await this.#access.reader(caller);
    return this.#detail(caller, reader, await this.readable(reader, number));
  }

  /** @throws NotFoundError for one that the reader may not see */
  async readable(reader: Reader, number: string): Promise<StoredIncident> {
    const [stored] = await this.#store.find(this.#journal.knex, [number]);
    if (!stored) throw missing(number);
    reader.demand('read', stored.facts);
    return stored;
  }

  /** Closes what was resolved long enough ago. */
  async closeDue(system: Caller): Promise<number> {
    const { knex } = this.#journal;
    const before = new Date(
      this.#journal.now().getTime() - this.#limits.closeAfter,
    );
    const due = await this.#store.toClose(knex, before, 500);
    let closed = 0;
    for (const number of due) {
      closed += await this.#journal.run(system, async unit => {
        const stored = await this.#keeper.lock(unit, number);
        // Somebody reopened it meanwhile, or another replica was first.
        if (stored.facts.state !== 'resolved') return 0;
        const at = Date.parse(stored.facts.resolution?.at ?? '');
        if (unit.now.getTime() - at < this.#limits.closeAfter) return 0;
        await this.#keeper.act(unit, stored, {
          verb: 'close',
          data: { after: this.#limits.closeAfter },
        });
        return 1;
      });
    }
    return closed;
  }

  /** What other services have to say to it, asked before anything is locked. */
  async #prepare(
    caller: Caller,
    reader: Reader,
    number: string,
    asked: Asked,
  ): Promise<Prepared> {
    if (!isOfReview(asked)) return {};
    const { facts } = await this.readable(reader, number);
    const who = { ref: caller.ref, by: callerKind(caller) };
    // What is refused anyhow is looked up for nobody.
    return reader.may(rightFor(asked.verb), facts) &&
      !tableRefuses(facts, { verb: asked.verb, who })
      ? this.#reviews.prepare(caller, facts, asked)
      : this.#reviews.unprepared(facts);
  }

  async #act(
    unit: IncidentUnit,
    reader: Reader,
    number: string,
    asked: Asked,
    prepared: Prepared,
  ): Promise<StoredIncident> {
    if (asked.verb === 'merge') {
      return this.#merge(unit, reader, number, asked.body);
    }
    const locked = await this.#keeper.lock(unit, number);
    reader.demand(rightFor(asked.verb), locked.facts);
    const stored = ending.includes(asked.verb)
      ? await this.#ended.tell(unit, locked)
      : locked;
    if (asked.verb === 'split') {
      return this.#split(unit, reader, stored, asked.body);
    }
    const deed = isOfReview(asked)
      ? await this.#reviews.deedOf(unit, stored, asked, prepared)
      : await this.#deedOf(unit, reader, stored, asked);
    const after = await this.#keeper.act(unit, stored, deed);
    await this.#herald.done(unit, stored.facts, after, deed);
    return after;
  }

  /** What a verb leaves in the ledger: what was asked for, and what the portal knows of it. */
  async #deedOf(
    unit: IncidentUnit,
    reader: Reader,
    { facts, version }: StoredIncident,
    asked: Exclude<Asked, { verb: 'merge' | 'split' }>,
  ): Promise<Deed> {
    const member = this.#privateGroups.filter(group =>
      reader.groups?.includes(group),
    );
    switch (asked.verb) {
      case 'close':
        return { verb: 'close', data: { after: this.#limits.closeAfter } };
      case 'edit': {
        const { version: read, ...fields } = asked.body;
        if (read !== version) {
          throw new ConflictError(
            `${facts.number} was written by somebody else meanwhile. Read it again and repeat the request.`,
          );
        }
        const { entities } = fields;
        const team =
          entities &&
          teamOf(
            await reading('entities', () => this.#catalog.items(entities)),
          );
        return { verb: 'edit', data: { ...fields, ...(team && { team }) } };
      }
      case 'assign': {
        const { person } = asked.body;
        if (person !== undefined) {
          await this.#catalog.people('person', [person]);
          await this.#demandSeen(facts, person);
        }
        return { verb: 'assign', data: asked.body };
      }
      case 'add-task': {
        const { owner } = asked.body;
        if (owner !== undefined) await this.#catalog.people('owner', [owner]);
        return { verb: 'add-task', data: asked.body };
      }
      case 'set-time':
        return {
          verb: 'set-time',
          data: { ...asked.body, from: facts.times[asked.body.time] },
        };
      case 'confirm-time':
        return {
          verb: 'confirm-time',
          data: {
            ...asked.body,
            involved: await this.#involved(facts, unit.actor, reader),
          },
        };
      case 'restrict':
        return {
          verb: 'restrict',
          data: { ...asked.body, groups: [...this.#privateGroups], member },
        };
      case 'publish':
        return {
          verb: 'publish',
          data: { ...asked.body, member: [...(reader.groups ?? [])] },
        };
      case 'pin': {
        const entries = await unit.entries(facts.number);
        if (!entries.some(({ id }) => id === asked.body.entry)) {
          throw wrongField('entry', `${facts.number} has no such entry`);
        }
        return { verb: 'pin', data: asked.body };
      }
      case 'confirm-cause': {
        const { change, reason } = asked.body;
        const reference = await this.#changes.reference(unit.actor, change);
        const rank = await this.#ranking.placeOf(unit.actor, facts, change);
        return {
          verb: 'confirm-cause',
          data: {
            change: reference,
            ...(rank !== undefined && { rank }),
            reason,
          },
        };
      }
      default:
        return { verb: asked.verb, data: asked.body } as Deed;
    }
  }

  /** Of two one is left, which takes over what makes its figures worse. */
  async #merge(
    unit: IncidentUnit,
    reader: Reader,
    number: string,
    { into, as, reason }: VerbBody<'merge'>,
  ): Promise<StoredIncident> {
    const locked = await this.#store.lock(unit.trx, [number, into]);
    const from = locked.get(number);
    if (!from) throw missing(number);
    reader.demand('command', from.facts);
    const target = into === number ? from : locked.get(into);
    if (!target || !reader.may('read', target.facts)) {
      throw wrongField('into', `there is no incident ${into} that you see`);
    }
    reader.demand('command', target.facts);
    const { facts } = from;
    // Before it ends, and its groups with it.
    await this.#groups.move(unit.trx, number, into);
    const merged = await this.#keeper.act(
      unit,
      from,
      { verb: 'merge', data: { into: { number: into }, as, reason } },
      target.facts,
    );
    const absorbed = await this.#keeper.act(
      unit,
      target,
      {
        verb: 'absorb',
        data: {
          from: { number },
          as,
          entities: facts.entities,
          started: facts.times.started,
          detected: facts.times.detected,
          ...(facts.firstAlertAt !== undefined && {
            firstAlertAt: facts.firstAlertAt,
          }),
          impact: facts.impact,
          urgency: facts.urgency,
          major: facts.major.state,
          alerts: facts.alerts,
        },
      },
      facts,
    );
    await this.#herald.merged(unit, merged, absorbed);
    return merged;
  }

  /** Part of what is hit becomes an incident of its own, which began when this one did. */
  async #split(
    unit: IncidentUnit,
    reader: Reader,
    stored: StoredIncident,
    { title, entities, reason }: VerbBody<'split'>,
  ): Promise<StoredIncident> {
    const { facts } = stored;
    const items = await reading('entities', () =>
      this.#catalog.items(entities),
    );
    const opened = await this.#keeper.open(
      unit,
      {
        rules: 1,
        title,
        entities,
        ...(teamOf(items) !== undefined && { team: teamOf(items) }),
        source: facts.source,
        impact: facts.impact,
        urgency: facts.urgency,
        started: facts.times.started,
        detected: facts.times.detected,
        triage: facts.state === 'triage',
        drill: facts.drill,
        ...(facts.privateTo !== undefined && { privateTo: facts.privateTo }),
        alerts: [],
        firing: 0,
        splitFrom: { number: facts.number },
      },
      {
        privateGroups: this.#privateGroups,
        member: reader.groups ?? [],
        origin: facts,
      },
    );
    const after = await this.#keeper.act(unit, stored, {
      verb: 'split',
      data: { into: opened.facts.number, entities, reason },
    });
    await this.#herald.opened(unit, opened);
    return after;
  }

  /** Whoever is given a role in a private incident is of its group: else they would be told of what they do not see. */
  async #demandSeen(facts: IncidentFacts, person: string): Promise<void> {
    if (facts.privateTo === undefined) return;
    const graph = await this.#catalog.graph();
    if (!graph.groupsOf(person).includes(facts.privateTo)) {
      throw wrongField(
        'person',
        `${facts.number} is private to ${facts.privateTo}, and ${person} is no member`,
      );
    }
  }

  /** Those owners of what was hit to whom somebody belongs. */
  async #involved(
    { entities, team }: IncidentFacts,
    { ref }: Caller,
    reader: Reader,
  ): Promise<string[]> {
    const graph = await this.#catalog.graph();
    const owners = new Set([
      ...(team === undefined ? [] : [team]),
      ...entities.flatMap(each => graph.ownersOf(each)),
    ]);
    return [ref, ...(reader.groups ?? [])].filter(each => owners.has(each));
  }

  async #detail(
    caller: Caller,
    reader: Reader,
    found: StoredIncident,
  ): Promise<IncidentDetail> {
    const stored = await this.#ended.seen(this.#journal.knex, found);
    const { facts } = stored;
    const now = this.#journal.now();
    const at = now.toISOString();
    return {
      incident: viewOf(stored, now, this.#limits),
      next: incidentNextStep(facts, at),
      actions: incidentActions(
        facts,
        {
          ref: caller.ref,
          by: callerKind(caller),
          permitted: verb => reader.may(rightFor(verb), facts),
          groups: reader.groups ?? [],
          privateGroups: this.#privateGroups,
        },
        { now: at, limits: this.#limits },
      ),
      following: followStateOf(
        await this.#followers.of(this.#journal.knex, stored),
        caller.ref,
        reader.groups ?? [],
      ),
    };
  }

  /** A request made again is answered with the incident as it is now, to whoever may see it now. */
  #repeat(reader: Reader, verb: string, body: object) {
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredIncident) => facts.number,
      again: async ({ trx }: IncidentUnit, number: string) => {
        const [stored] = await this.#store.find(trx, [number]);
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
