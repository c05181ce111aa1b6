import {
  approvalProblems,
  Change,
  conflictsOf,
  DisplayName,
  displayNameIn,
  Facts,
  floorProblems,
  Preview,
  previewRequestSchema,
  rejectedContentOf,
  rejectedContentSaid,
  templateProblems,
  World,
} from '@countersign/plugin-change-management-common';
import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { CatalogReader, itemsOf, teamOf } from '@countersign/plugin-cmdb-node';
import {
  FieldProblem,
  joined,
  told,
} from '@countersign/plugin-governance-common';
import { checkAll, Caller } from '@countersign/plugin-governance-node';
import { Authorizer } from '../access/Authorizer';
import { Stores } from '../database/stores';
import { StoredChange } from '../database/changeRows';
import { PlanInput } from '../plans/ReadPlan';
import { ApprovalDesk } from './ApprovalDesk';
import { ConflictReader } from './ConflictReader';
import { DraftChange, draftFacts } from './draftFacts';
import { Intake } from './Intake';
import { PlanDesk } from './PlanDesk';
import { RiskAssessor } from './RiskAssessor';
import { SituationReader } from './SituationReader';

export type PreviewInput = Omit<
  z.output<typeof previewRequestSchema>,
  'plan'
> & { plan?: PlanInput };

/** Judges a draft while it is being written: risk, conflicts, approvers, a free slot, and what is missing. */
export class PreviewService {
  readonly #changes: Stores['changes'];
  readonly #attached: Stores['plans'];
  readonly #db: Knex;
  readonly #clock: () => Date;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #situations: SituationReader;
  readonly #intake: Intake;
  readonly #plans: PlanDesk;
  readonly #conflicts: ConflictReader;
  readonly #risk: RiskAssessor;
  readonly #desk: ApprovalDesk;

  constructor(options: {
    stores: Stores;
    db: Knex;
    clock: () => Date;
    authorizer: Authorizer;
    catalog: CatalogReader;
    situations: SituationReader;
    intake: Intake;
    plans: PlanDesk;
    conflicts: ConflictReader;
    risk: RiskAssessor;
    desk: ApprovalDesk;
  }) {
    this.#changes = options.stores.changes;
    this.#attached = options.stores.plans;
    this.#db = options.db;
    this.#clock = options.clock;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#situations = options.situations;
    this.#intake = options.intake;
    this.#plans = options.plans;
    this.#conflicts = options.conflicts;
    this.#risk = options.risk;
    this.#desk = options.desk;
  }

  /** @throws NotAllowedError for whoever may read no change: it names those that a draft conflicts with */
  async preview(caller: Caller, input: PreviewInput): Promise<Preview> {
    (await this.#authorizer.rights(caller)).demandReading();
    const now = this.#clock();
    const existing = input.number
      ? await this.#existing(caller, input.number)
      : undefined;
    const { results, problems } = await checkAll(
      this.#checks(caller, input, existing?.change),
    );
    const { plan } = results;
    const refs = input.items ?? plan?.entities ?? [];
    problems.push(...missing(input, refs));
    // Read after the checks: looking up an item may have refreshed it.
    const graph = await this.#catalog.graph();
    const items = itemsOf(graph, refs);
    const found: Preview = {
      conflicts: [],
      conflictsTruncated: false,
      items,
      unmapped: plan?.outline.unmapped ?? existing?.change.plan?.unmapped ?? [],
      planDigest: plan?.outline.digest ?? existing?.change.plan?.digest,
      problems,
    };
    if (!items.length || !input.environment) return found;

    const change = {
      ...draftOf(input, items, existing?.change),
      ...results.template?.fields,
      template: existing?.change.template ?? results.template?.template,
      requester: existing?.change.requester ?? results.requester ?? caller.ref,
      plan: plan?.outline ?? existing?.change.plan,
    };
    const facts = await this.#factsOf(change, plan?.entities, existing, now);
    const { world, risk } = await this.#situations.ofDraft(
      this.#db,
      facts,
      {
        id: existing?.change.id,
        change,
        plan: plan?.outline ?? (await this.#attachedTo(existing)),
      },
      graph,
      now,
    );
    problems.push(...problemsOf(facts, world, displayNameIn(graph)));
    const conflicts = conflictsOf(facts, world);
    const { conflictsTruncated } = world;
    const isFree =
      change.window && conflicts.length === 0 && !conflictsTruncated;
    const free = isFree
      ? undefined
      : await this.#conflicts.nextFreeSlot(
          this.#db,
          { ...change, id: existing?.change.id },
          graph,
          now,
        );
    const bands = await this.#risk.bands(this.#db);
    return {
      ...found,
      risk,
      riskBand: bands.find(({ level }) => level === risk.level),
      conflicts,
      conflictsTruncated,
      nextFreeSlot: free?.slot,
      freeSlotUnknown: free?.truncated,
      approvals:
        change.type === 'standard'
          ? undefined
          : this.#desk.preview(facts, world, displayNameIn(graph)),
    };
  }

  /** As it would be opened; of a change that exists, whoever had a hand in it already has. */
  async #factsOf(
    change: DraftChange,
    touches: string[] | undefined,
    existing: StoredChange | undefined,
    now: Date,
  ): Promise<Facts> {
    const facts = draftFacts({ ...change, touches }, now);
    if (!existing) return facts;
    const known = await this.#situations.facts(this.#db, existing);
    return {
      ...facts,
      number: known.number,
      hands: known.hands,
      named: [
        ...facts.named.filter(n => !known.declined.includes(n.who)),
        ...known.named.filter(n => n.as === 'planned'),
      ],
      round: known.round,
      acceptances: known.acceptances,
      content: {
        ...facts.content,
        touches: touches ?? known.content.touches,
        counts: facts.content.counts ?? known.content.counts,
      },
    };
  }

  /** The plan a change has already: it stays attached until another one is. */
  async #attachedTo(existing: StoredChange | undefined) {
    if (!existing) return undefined;
    const { id, plan } = existing.change;
    return this.#attached.outline(this.#db, { id, plan });
  }

  async #existing(caller: Caller, number: string) {
    const rights = await this.#authorizer.rights(caller);
    const stored = await this.#changes.get(this.#db, number);
    rights.demand('read', stored);
    return stored;
  }

  /** What a submission would check of what is there already. */
  #checks(caller: Caller, input: PreviewInput, existing?: Change) {
    const { environment, implementer, planAuthors, items } = input;
    return {
      plan: async () =>
        this.#plans.of(caller, input, await this.#catalog.graph()),
      items: () => items && this.#intake.items(items),
      environment: () => environment && this.#intake.environment(environment),
      implementer: () => this.#intake.implementer(implementer),
      planAuthors: () => this.#intake.planAuthors(planAuthors),
      requester: () =>
        existing ? undefined : this.#intake.requester(caller, input.requester),
      template: () => this.#template(input, existing),
    };
  }

  /** A change keeps the template it was made from, at its version, until another one is chosen. */
  #template(input: PreviewInput, existing?: Change) {
    const kept = existing?.template;
    if (kept && (input.template ?? kept.id) === kept.id) {
      return { template: kept, fields: {} };
    }
    const { type, category, template } = input;
    return this.#intake.fromTemplate({
      type: type ?? 'normal',
      template,
      category: category ?? 'software',
      implementationPlan: input.implementationPlan ?? '',
      testPlan: input.testPlan ?? '',
      backoutPlan: input.backoutPlan ?? '',
      reliabilityFix: input.reliabilityFix ?? false,
    });
  }
}

/** What a submission would refuse, each beside its field. */
function problemsOf(
  facts: Facts,
  world: World,
  displayName: DisplayName,
): FieldProblem[] {
  const floor = floorProblems(facts.content, world.items, world.environments);
  if (facts.type === 'standard') {
    const reasons = facts.content.template
      ? templateProblems(facts, world)
      : [];
    const rejected = rejectedContentOf(facts, world);
    return [
      ...floor,
      ...(rejected
        ? [
            {
              field: 'type',
              ...told('message', rejectedContentSaid(facts, rejected).text),
            },
          ]
        : []),
      ...(reasons.length
        ? [{ field: 'template', ...told('message', joined(reasons, ' ')) }]
        : []),
    ];
  }
  return [
    ...floor,
    ...approvalProblems(facts, world, displayName).map(problem => ({
      field: 'approvals',
      ...told('message', problem),
    })),
  ];
}

/** What a change needs and the draft does not say. */
function missing(
  input: PreviewInput,
  items: readonly string[],
): FieldProblem[] {
  const sentences = {
    title: !input.title && 'Give it a title.',
    items:
      !items.length &&
      'Name the configuration items, or attach a plan for some.',
    window: !input.window && 'Plan a window.',
    environment: !input.environment && 'Say which environment it is for.',
  };
  return Object.entries(sentences).flatMap(([field, message]) =>
    message ? [{ field, message }] : [],
  );
}

/** The draft as a change, as far as conflicts, risk and policies look at it. */
function draftOf(
  input: PreviewInput,
  items: readonly ConfigurationItem[],
  existing?: Change,
) {
  return {
    number: input.number,
    title: input.title ?? '',
    type: input.type ?? 'normal',
    category: input.category ?? 'software',
    environment: input.environment ?? '',
    items: items.map(item => item.entityRef),
    team: teamOf(items),
    planAuthors: existing?.planAuthors ?? input.planAuthors ?? [],
    implementer: input.implementer,
    window: input.window,
    description: input.description ?? '',
    justification: input.justification ?? '',
    implementationPlan: input.implementationPlan ?? '',
    testPlan: input.testPlan ?? '',
    backoutPlan: input.backoutPlan ?? '',
    links: input.links ?? [],
    reliabilityFix: input.reliabilityFix ?? false,
    commit: input.commit,
  };
}
