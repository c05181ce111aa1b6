import {
  Change,
  FieldProblem,
  Preview,
  previewRequestSchema,
} from '@countersign/plugin-change-management-common';
import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { Authorizer } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { Stores } from '../database/stores';
import { PlanInput } from '../plans/ReadPlan';
import { Settings } from '../settings';
import { ApprovalDesk } from './ApprovalDesk';
import { CatalogReader, itemsOf, teamOf } from './CatalogReader';
import { ConflictReader } from './ConflictReader';
import { checkAll } from './errors';
import { Intake } from './Intake';
import { PlanDesk } from './PlanDesk';
import { RiskAssessor } from './RiskAssessor';
import { templateProblems } from './templateProblems';

export type PreviewInput = Omit<
  z.output<typeof previewRequestSchema>,
  'plan'
> & { plan?: PlanInput };

/** Judges a draft while it is being written: risk, conflicts, approvers, a free slot, and what is missing. */
export class PreviewService {
  readonly #changes: Stores['changes'];
  readonly #db: Knex;
  readonly #clock: () => Date;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #settings: Pick<Settings, 'templates'>;
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
    settings: Pick<Settings, 'templates'>;
    intake: Intake;
    plans: PlanDesk;
    conflicts: ConflictReader;
    risk: RiskAssessor;
    desk: ApprovalDesk;
  }) {
    this.#changes = options.stores.changes;
    this.#db = options.db;
    this.#clock = options.clock;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#settings = options.settings;
    this.#intake = options.intake;
    this.#plans = options.plans;
    this.#conflicts = options.conflicts;
    this.#risk = options.risk;
    this.#desk = options.desk;
  }

  async preview(caller: Caller, input: PreviewInput): Promise<Preview> {
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
      unmapped: plan?.outline.unmapped ?? [],
      planDigest: plan?.outline.digest,
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
    const calendar = await this.#conflicts.read(this.#db, change, graph, now);
    const risk = await this.#risk.assess(
      this.#db,
      { change, items, plan: plan?.outline, freezes: calendar.nearFreezes },
      graph,
      now,
    );
    const isStandard = change.type === 'standard';
    const asked = this.#desk.ask(change, items, risk, graph, now);
    problems.push(
      ...(isStandard
        ? [templateProblems(this.#settings, change, items, risk).join(' ')]
            .filter(Boolean)
            .map(message => ({ field: 'template', message }))
        : asked.problems.map(message => ({ field: 'approvals', message }))),
    );
    const { conflicts, conflictsTruncated } = calendar;
    const isFree =
      change.window && conflicts.length === 0 && !conflictsTruncated;
    const free = isFree
      ? undefined
      : await this.#conflicts.nextFreeSlot(this.#db, change, graph, now);
    return {
      ...found,
      risk,
      riskBand: await this.#risk.band(this.#db, risk.level),
      conflicts,
      conflictsTruncated,
      nextFreeSlot: free?.slot,
      freeSlotUnknown: free?.truncated,
      approvals: isStandard
        ? undefined
        : this.#desk.preview(change, asked, graph, now),
    };
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
    });
  }
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
    id: existing?.id,
    approvalRound: existing?.approvalRound,
    title: input.title ?? '',
    type: input.type ?? 'normal',
    category: input.category ?? 'software',
    environment: input.environment ?? '',
    items: items.map(item => item.entityRef),
    team: teamOf(items),
    planAuthors: existing?.planAuthors ?? input.planAuthors ?? [],
    implementer: input.implementer,
    window: input.window,
    implementationPlan: input.implementationPlan ?? '',
    testPlan: input.testPlan ?? '',
    backoutPlan: input.backoutPlan ?? '',
  };
}
