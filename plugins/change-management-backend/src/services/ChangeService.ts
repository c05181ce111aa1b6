import {
  ChangeDetail,
  changeEntrySchemas,
  changeCreatePermission,
  ChangePage,
  RULES,
  TimelineResponse,
} from '@countersign/plugin-change-management-common';
import { ConflictError } from '@backstage/errors';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  TimelineQuery,
  wrongField,
} from '@countersign/plugin-governance-common';
import {
  Caller,
  Shared,
  timelineEvents,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Authorizer, resourceOfNew, Rights } from '../access/Authorizer';
import { StoredChange } from '../database/changeRows';
import { ApproverStanding, ListFilter } from '../database/listFilter';
import { Stores } from '../database/stores';
import { ChangeReader } from './ChangeReader';
import { CreateInput, Draft, Intake } from './Intake';
import { Journal, Unit } from './Journal';
import { Submission } from './lifecycle/Submission';

/** Opens change requests and shows them. */
export class ChangeService {
  readonly #changes: Stores['changes'];
  readonly #lists: Stores['lists'];
  readonly #plans: Stores['plans'];
  readonly #journal: Journal;
  readonly #ledger: Pick<Ledger, 'timeline' | 'exportSubject'>;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #intake: Intake;
  readonly #submission: Submission;
  readonly #reader: ChangeReader;
  /** A commit makes every list that may show the change ask again, all at once. */
  readonly #pages = new Shared<ChangePage>();

  constructor(options: {
    stores: Stores;
    journal: Journal;
    ledger: Pick<Ledger, 'timeline' | 'exportSubject'>;
    authorizer: Authorizer;
    catalog: CatalogReader;
    intake: Intake;
    submission: Submission;
    reader: ChangeReader;
  }) {
    this.#changes = options.stores.changes;
    this.#lists = options.stores.lists;
    this.#plans = options.stores.plans;
    this.#journal = options.journal;
    this.#ledger = options.ledger;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#intake = options.intake;
    this.#submission = options.submission;
    this.#reader = options.reader;
  }

  async list(caller: Caller, filter: ListFilter): Promise<ChangePage> {
    const rights = await this.#authorizer.rights(caller);
    const readable = rights.demandReading();
    const now = this.#journal.now();
    const approver = filter.awaitingMyApproval
      ? standingOf(caller, await this.#catalog.graph(), now)
      : undefined;
    return this.#pages.ask(JSON.stringify([filter, approver, readable]), () =>
      this.#lists.list(this.#journal.knex, filter, { now, approver, readable }),
    );
  }

  async get(caller: Caller, number: string): Promise<ChangeDetail> {
    const rights = await this.#authorizer.rights(caller);
    rights.demandReading();
    return this.#reader.page(number, { caller, rights });
  }

  /** The redacted plan as JSON. */
  async plan(caller: Caller, number: string): Promise<string> {
    const { stored } = await this.#readable(caller, number);
    return this.#plans.text(this.#journal.knex, stored.change);
  }

  async timeline(
    caller: Caller,
    number: string,
    page: TimelineQuery,
  ): Promise<TimelineResponse> {
    await this.#readable(caller, number);
    return timelineEvents(this.#ledger, number, page);
  }

  /** The evidence bundle of a change: what `countersign verify` checks. */
  async evidence(
    caller: Caller,
    number: string,
    { since }: { since?: string } = {},
  ): Promise<string> {
    await this.#readable(caller, number);
    return this.#ledger.exportSubject(number, { olderCheckpoint: since });
  }

  /**
   * Opens a change and, when asked, submits it at once: both or neither. A pipeline run opens one change, however often
   * it asks.
   *
   * @throws InputError, NotAllowedError, ConflictError
   */
  async create(
    caller: Caller,
    input: CreateInput,
    options: { idempotencyKey?: string; demo?: boolean } = {},
  ): Promise<ChangeDetail> {
    await this.#authorizer.demand(caller, changeCreatePermission);
    const rights = await this.#authorizer.rights(caller);
    const draft = await this.#intake.draft(
      caller,
      input,
      await this.#catalog.graph(),
      options,
    );
    // Again, since looking up an item may have refreshed it.
    const graph = await this.#catalog.graph();
    if (draft.change.type === 'emergency') {
      rights.demandForNew('emergency', resourceOfNew(draft.change));
    }
    const { idempotencyKey: key } = options;
    const detail = this.#reader.within({ caller, rights }, graph);
    return this.#journal.idempotent(
      caller,
      key,
      async unit => {
        const known = await this.#changes.findBySource(
          unit.trx,
          draft.change.source,
        );
        if (!known) {
          return detail(
            unit,
            await this.#open(unit, graph, draft, input.submit),
          );
        }
        this.#demandSameRun(caller, rights, known, draft);
        const stored = await unit.lock(known.change.number);
        await this.#demandSameOpening(unit, stored, draft);
        return detail(unit, stored);
      },
      {
        request: {
          operation: 'create',
          input: { ...input, plan: draft.plan?.outline.digest },
        },
        keep: ({ change }) => change.number,
        again: async (unit, number) => {
          const stored = await unit.lock(number);
          rights.demand('read', stored);
          return detail(unit, stored);
        },
      },
    );
  }

  async #open(
    unit: Unit,
    graph: CmdbGraph,
    { change, plan }: Draft,
    submit: boolean,
  ): Promise<StoredChange> {
    const numbered = await this.#changes.nextNumber(unit.trx);
    const stored = await this.#changes.insert(
      unit.trx,
      numbered,
      change,
      unit.now,
    );
    if (plan) {
      await this.#plans.insert(
        unit.trx,
        stored.change.id,
        plan,
        unit.actor.ref,
        unit.now,
      );
    }
    unit.open(stored);
    await unit.record('change.created', stored.change.number, {
      ...snapshotOf(stored),
      counts: plan?.outline.counts,
      touches: plan?.entities,
    });
    unit.touched(stored.change);
    return submit ? this.#submission.submit({ unit, graph, stored }) : stored;
  }

  /**
   * A run id means one change, and so what was asked when it was opened: it may have been edited since.
   *
   * @throws ConflictError
   */
  async #demandSameOpening(
    unit: Unit,
    { change: { number } }: StoredChange,
    { change: asked }: Draft,
  ): Promise<void> {
    const [opening] = await unit.entries(number);
    const opened = changeEntrySchemas['change.created'].parse(opening.data);
    const said = (fields: {
      type?: unknown;
      environment?: unknown;
      items?: readonly string[];
      commit?: unknown;
    }) => ({
      type: fields.type,
      environment: fields.environment,
      items: [...new Set(fields.items)].sort().join(', '),
      commit: fields.commit ?? 'none',
    });
    const before = said(opened);
    const now = said(asked);
    const other = (Object.keys(now) as (keyof typeof now)[]).find(
      field => before[field] !== now[field],
    );
    if (other) {
      throw wrongField(
        'source.runId',
        `this run opened ${number} already, with another ${other} (${before[other]}, not ${now[other]}). Edit ${number}, or use another run id.`,
        ConflictError,
      );
    }
  }

  /** @throws ConflictError when it is somebody else's change, or was opened with another plan */
  #demandSameRun(
    caller: Caller,
    rights: Rights,
    known: StoredChange,
    draft: Draft,
  ): void {
    const { number, plan, requester } = known.change;
    const opener = known.openedBy ?? requester;
    const isTheirs =
      requester === draft.change.requester &&
      (known.openedBy === undefined || known.openedBy === caller.ref);
    if (!isTheirs || !rights.may('read', known)) {
      throw wrongField(
        'source.runId',
        `somebody else opened a change with this run id already${
          rights.may('read', known)
            ? `: ${opener} opened ${number} for ${requester}`
            : ''
        }. Use the id of your own run, or name the directory or the workspace that it is for.`,
        ConflictError,
      );
    }
    if (plan?.digest !== draft.change.plan?.digest) {
      throw wrongField(
        'source.runId',
        `this run opened ${number} already, with another plan. Attach the new plan to ${number}, or use another run id; a run that plans several stacks names the directory or the workspace of each.`,
        ConflictError,
      );
    }
  }

  async #readable(caller: Caller, number: string) {
    const rights = await this.#authorizer.rights(caller);
    rights.demandReading();
    const stored = await this.#changes.get(this.#journal.knex, number);
    rights.demand('read', stored);
    return { rights, stored };
  }
}

/** Where a person could approve, as a member or for somebody who delegated; nobody else approves. */
export function standingOf(
  caller: Caller,
  graph: CmdbGraph,
  now: Date,
): ApproverStanding | undefined {
  if (caller.kind !== 'user') return undefined;
  const delegators = Array.from(graph.items(), item => item.entityRef).filter(
    ref =>
      ref.startsWith('user:') &&
      graph.delegatesOf(ref, now).some(d => d.delegate === caller.ref),
  );
  return {
    user: caller.ref,
    groups: [caller.ref, ...graph.groupsOf(caller.ref)],
    delegations: delegators.flatMap(delegator =>
      [delegator, ...graph.groupsOf(delegator)].map(group => ({
        group,
        delegator,
      })),
    ),
  };
}

/** The change as it was opened, for the ledger. */
export function snapshotOf({ change }: StoredChange) {
  return {
    number: change.number,
    title: change.title,
    description: change.description,
    type: change.type,
    category: change.category,
    environment: change.environment,
    items: change.items,
    team: change.team,
    requester: change.requester,
    implementer: change.implementer,
    planAuthors: change.planAuthors,
    window: change.window,
    justification: change.justification,
    implementationPlan: change.implementationPlan,
    testPlan: change.testPlan,
    backoutPlan: change.backoutPlan,
    links: change.links,
    reliabilityFix: change.reliabilityFix,
    commit: change.commit,
    planDigest: change.plan?.digest,
    source: change.source,
    template: change.template,
    demo: change.demo,
    rules: RULES,
  };
}
