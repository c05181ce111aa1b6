import { randomUUID } from 'crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { CatalogReader, teamOf } from '@countersign/plugin-cmdb-node';
import {
  TimelineQuery,
  wrongField,
} from '@countersign/plugin-governance-common';
import {
  Caller,
  callerKind,
  reading,
  recordNotification,
  refused,
  timelineEvents,
} from '@countersign/plugin-governance-node';
import {
  applyProblemEntry,
  IncidentManagementEntries,
  isOpen,
  judgeProblem,
  matchingKnownErrors,
  OpenProblem,
  openProblemSchema,
  problemActions,
  ProblemBody,
  ProblemCall,
  problemCandidates,
  problemDecidePermission,
  ProblemDetail,
  ProblemFacts,
  ProblemFilters,
  problemNextStep,
  problemOpenPermission,
  ProblemPage,
  problemReadPermission,
  problemRuleOf,
  PROBLEMS_SIGNAL_CHANNEL,
  problemSignalChannel,
  ProblemTimeline,
  ProblemVerb,
  problemWorkPermission,
  ProblemWorld,
  RECURRENCE_REACH_MS,
} from '@countersign/plugin-incident-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { IncidentAccess, Reader } from '../access/IncidentAccess';
import { PlainAccess } from '../access/PlainAccess';
import { IncidentStore } from '../database/IncidentStore';
import {
  problemOf,
  ProblemStore,
  StoredProblem,
} from '../database/ProblemStore';
import { RecurrenceStore } from '../database/RecurrenceStore';
import { Changes } from '../services/Changes';
import {
  IncidentJournal,
  IncidentKeeper,
  IncidentUnit,
} from '../services/IncidentKeeper';

const pluginId = 'incident-management';

/** What somebody asks for: a verb and what it takes. */
export type AskedOfProblem = {
  [V in ProblemVerb]: { verb: V; body: ProblemBody<V> };
}[ProblemVerb];

type ProblemDeed = {
  [V in ProblemVerb]: Pick<Extract<ProblemCall, { verb: V }>, 'verb' | 'data'>;
}[ProblemVerb];

/** Verbs that decide what becomes of a problem; the others work on it. */
const deciding: readonly ProblemVerb[] = [
  'resolve',
  'accept-risk',
  'close',
  'cancel',
  'duplicate',
];

const words = 'You may not work on problems';

/** Opens problems, sees them through, and finds out where one should be looked for. */
export class ProblemDesk {
  readonly #options: ProblemDeskOptions;

  constructor(options: ProblemDeskOptions) {
    this.#options = options;
  }

  async list(caller: Caller, filters: ProblemFilters): Promise<ProblemPage> {
    await this.#demandReading(caller);
    const { problems, journal } = this.#options;
    const { items, ...page } = await problems.list(journal.knex, filters);
    return { ...page, items: items.map(problemOf) };
  }

  async get(caller: Caller, number: string): Promise<ProblemDetail> {
    await this.#demandReading(caller);
    return this.#detail(caller, await this.#found(number));
  }

  /** Opens a problem under the next number, with the incidents that it is seen by. */
  async open(
    caller: Caller,
    body: OpenProblem,
    idempotencyKey?: string,
  ): Promise<ProblemDetail> {
    const { access, incidentAccess, catalog, journal, problems } =
      this.#options;
    await this.#demandReading(caller);
    await access.demand(
      caller,
      problemOpenPermission,
      'You may not open problems',
    );
    const reader = await incidentAccess.reader(caller);
    const opening = openProblemSchema.parse(body);
    const team = teamOf(
      await reading('entities', () => catalog.items(opening.entities)),
    );
    const { incidents, ...fields } = opening;
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const number = await problems.nextNumber(unit.trx);
        const facts = await this.#record(unit, undefined, number, {
          type: 'problem.opened',
          data: { rules: 1, ...fields, ...(team && { team }), incidents: [] },
        });
        let opened = await problems.insert(
          unit.trx,
          { id: randomUUID(), facts },
          unit.now,
        );
        for (const incident of [...new Set(incidents)].sort()) {
          opened = await this.#link(unit, reader, opened, incident);
        }
        unit.refetch(PROBLEMS_SIGNAL_CHANNEL);
        this.#tell(unit, opened.facts, 'is opened');
        return opened;
      },
      this.#repeat('open-problem', opening),
    );
    return this.#detail(caller, stored);
  }

  /** Does what somebody asks for, where the judge and the permissions allow it. */
  async act(
    caller: Caller,
    number: string,
    asked: AskedOfProblem,
    idempotencyKey?: string,
  ): Promise<ProblemDetail> {
    const { access, incidentAccess, journal } = this.#options;
    await this.#demandReading(caller);
    await access.demand(caller, permissionFor(asked.verb), words);
    const reader = await incidentAccess.reader(caller);
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      unit => this.#act(unit, reader, number, asked),
      this.#repeat(`problem-${asked.verb}`, { number, ...asked.body }),
    );
    return this.#detail(caller, stored);
  }

  /** What the ledger holds about a problem, newest first. */
  async timeline(
    caller: Caller,
    number: string,
    page: TimelineQuery,
  ): Promise<ProblemTimeline> {
    await this.#demandReading(caller);
    await this.#found(number);
    return timelineEvents(this.#options.ledger, number, page);
  }

  /** The evidence bundle of a problem: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.#demandReading(caller);
    await this.#found(number);
    return this.#options.ledger.exportSubject(number, {
      olderCheckpoint: since,
    });
  }

  /** Where a problem should be looked for, with the incidents that say so. */
  async candidates(caller: Caller) {
    await this.#demandReading(caller);
    const { journal, recurrence } = this.#options;
    const now = journal.now().getTime();
    const past = await recurrence.past(
      journal.knex,
      new Date(now - RECURRENCE_REACH_MS),
    );
    return { candidates: problemCandidates(past, now).slice(0, 100) };
  }

  /** Known errors that may be what an incident is about. */
  async knownErrors(caller: Caller, number: string) {
    await this.#demandReading(caller);
    const { journal, problems, recurrence, incidents, incidentAccess } =
      this.#options;
    const { knex } = journal;
    const reader = await incidentAccess.reader(caller);
    const [incident] = await incidents.find(knex, [number]);
    if (!incident) throw new NotFoundError(`There is no incident ${number}`);
    reader.demand('read', incident.facts);
    const known = await problems.knownErrors(knex);
    const conditions = await recurrence.conditionsOf(knex, [
      number,
      ...known.flatMap(each => each.incidents),
    ]);
    const { title, entities } = incident.facts;
    const matches = matchingKnownErrors(
      { title, entities, conditions: conditions.get(number) ?? [] },
      known.map(each => ({
        number: each.number,
        title: each.title,
        workaround: each.workaround?.text ?? '',
        entities: each.entities,
        conditions: [
          ...new Set(each.incidents.flatMap(one => conditions.get(one) ?? [])),
        ],
      })),
    );
    return { matches: matches.slice(0, 10) };
  }

  async #act(
    unit: IncidentUnit,
    reader: Reader,
    number: string,
    asked: AskedOfProblem,
  ): Promise<StoredProblem> {
    const { problems } = this.#options;
    const stored = await problems.lock(unit.trx, number);
    if (!stored) throw missing(number);
    if (asked.verb === 'link-incident') {
      return this.#link(unit, reader, stored, asked.body.incident);
    }
    const { deed, world } = await this.#deedOf(unit, reader, stored, asked);
    const after = await this.#do(unit, stored, deed, world);
    if (deed.verb === 'unlink-incident') {
      await this.#tellIncident(unit, deed.data.incident, {
        verb: 'unlink-problem',
        data: { problem: number },
      });
    }
    const news = newsOf(deed);
    if (news) this.#tell(unit, after.facts, news);
    return after;
  }

  /** What a verb leaves in the ledger: what was asked for, and what the portal knows of it. */
  async #deedOf(
    unit: IncidentUnit,
    reader: Reader,
    { facts, version }: StoredProblem,
    asked: Exclude<AskedOfProblem, { verb: 'link-incident' }>,
  ): Promise<{ deed: ProblemDeed; world?: ProblemWorld }> {
    const { changes, incidents, problems, catalog } = this.#options;
    switch (asked.verb) {
      case 'edit': {
        const { version: read, ...fields } = asked.body;
        if (read !== version) {
          throw new ConflictError(
            `${facts.number} was written by somebody else meanwhile. Read it again and repeat the request.`,
          );
        }
        return { deed: { verb: 'edit', data: fields } };
      }
      case 'assign': {
        const { person } = asked.body;
        if (person) await catalog.people('person', [person]);
        return { deed: { verb: 'assign', data: asked.body } };
      }
      case 'plan-fix': {
        const change = await changes.reference(unit.actor, asked.body.change);
        return { deed: { verb: 'plan-fix', data: { change } } };
      }
      case 'resolve': {
        const fix = facts.fix ?? { number: '' };
        const seen = facts.fix
          ? await changes.look(unit.actor, fix.number)
          : undefined;
        return {
          deed: {
            verb: 'resolve',
            data: {
              text: asked.body.text,
              change: fix,
              changeState: seen?.state ?? 'unknown',
            },
          },
        };
      }
      case 'close': {
        const linked = await incidents.find(unit.trx, facts.incidents);
        const open = linked
          .filter(each => isOpen(each.facts.state) && reader.sees(each.facts))
          .map(each => each.facts.number)
          .sort();
        return { deed: { verb: 'close', data: { open } } };
      }
      case 'duplicate': {
        const [other] = await problems.find(unit.trx, [asked.body.of]);
        return {
          deed: { verb: 'duplicate', data: asked.body },
          world: { other: other?.facts },
        };
      }
      default:
        return { deed: { verb: asked.verb, data: asked.body } as ProblemDeed };
    }
  }

  /** An incident is a case of it: both say so. */
  async #link(
    unit: IncidentUnit,
    reader: Reader,
    stored: StoredProblem,
    incident: string,
  ): Promise<StoredProblem> {
    const { incidents } = this.#options;
    const [found] = await incidents.find(unit.trx, [incident]);
    if (!found || !reader.may('read', found.facts)) {
      throw wrongField(
        'incident',
        `there is no incident ${incident} that you see`,
      );
    }
    const linked = await this.#do(
      unit,
      stored,
      { verb: 'link-incident', data: { incident } },
      { incident: found.facts },
    );
    await this.#tellIncident(unit, incident, {
      verb: 'link-problem',
      data: { problem: stored.facts.number },
    });
    return linked;
  }

  async #tellIncident(
    unit: IncidentUnit,
    number: string,
    deed: Parameters<IncidentKeeper['act']>[2],
  ): Promise<void> {
    const { keeper } = this.#options;
    await keeper.act(unit, await keeper.lock(unit, number), deed);
  }

  async #do(
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
    return this.#options.problems.save(trx, stored, after, now);
  }

  async #record(
    unit: IncidentUnit,
    facts: ProblemFacts | undefined,
    number: string,
    { type, data }: { type: keyof IncidentManagementEntries; data: unknown },
  ): Promise<ProblemFacts> {
    const id = await unit.record(type, number, data as never);
    const after = applyProblemEntry(facts, {
      id,
      type,
      subject: number,
      actor: unit.actor.ref,
      occurredAt: unit.now.toISOString(),
      data,
    });
    if (!after) throw new Error(`${type} about ${number} made no problem`);
    return after;
  }

  #tell(unit: IncidentUnit, facts: ProblemFacts, said: string): void {
    const { number, title, owner, team } = facts;
    const recipients = [owner, team].filter(ref => ref !== undefined);
    if (recipients.length === 0) return;
    unit.tell(
      recordNotification(
        { pluginId, number, title },
        {
          occasion: 'state',
          words: said,
          recipients,
          exclude: [unit.actor.ref],
          weight: 'news',
        },
      ),
    );
  }

  async #found(number: string): Promise<StoredProblem> {
    const { problems, journal } = this.#options;
    const [stored] = await problems.find(journal.knex, [number]);
    if (!stored) throw missing(number);
    return stored;
  }

  async #detail(caller: Caller, stored: StoredProblem): Promise<ProblemDetail> {
    const { access } = this.#options;
    const may = async (permission: typeof problemWorkPermission) =>
      access.demand(caller, permission, words).then(
        () => true,
        () => false,
      );
    const [works, decides] = await Promise.all([
      may(problemWorkPermission),
      may(problemDecidePermission),
    ]);
    return {
      problem: problemOf(stored),
      next: problemNextStep(stored.facts),
      actions: problemActions(stored.facts, {
        ref: caller.ref,
        by: callerKind(caller),
        permitted: verb => (deciding.includes(verb) ? decides : works),
      }),
    };
  }

  #demandReading(caller: Caller): Promise<void> {
    return this.#options.access.demand(
      caller,
      problemReadPermission,
      'Problems are not for you',
    );
  }

  /** A request made again is answered with the problem as it is now. */
  #repeat(verb: string, body: object) {
    const { problems } = this.#options;
    return {
      request: { verb, body: JSON.parse(JSON.stringify(body)) },
      keep: ({ facts }: StoredProblem) => facts.number,
      again: async ({ trx }: IncidentUnit, number: string) => {
        const [stored] = await problems.find(trx, [number]);
        return stored;
      },
    };
  }
}

/** What the desk of problems works with. */
export interface ProblemDeskOptions {
  journal: IncidentJournal;
  ledger: Pick<Ledger, 'exportSubject' | 'timeline'>;
  problems: ProblemStore;
  recurrence: RecurrenceStore;
  incidents: IncidentStore;
  keeper: IncidentKeeper;
  access: PlainAccess;
  incidentAccess: IncidentAccess;
  catalog: CatalogReader;
  changes: Changes;
}

/** The permission that a verb takes. */
export function permissionFor(verb: ProblemVerb) {
  return deciding.includes(verb)
    ? problemDecidePermission
    : problemWorkPermission;
}

function newsOf({ verb }: ProblemDeed): string | undefined {
  const said: Partial<Record<ProblemVerb, string>> = {
    know: 'is a known error',
    'plan-fix': 'has a fix planned',
    resolve: 'is resolved',
    'accept-risk': 'stays: its risk is accepted',
    reanalyze: 'is analyzed again',
  };
  return said[verb];
}

function missing(number: string): NotFoundError {
  return new NotFoundError(`There is no problem ${number}`);
}
