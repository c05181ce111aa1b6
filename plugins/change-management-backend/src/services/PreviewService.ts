import {
  Preview,
  previewRequestSchema,
} from '@countersign/plugin-change-management-common';
import { isError } from '@backstage/errors';
import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { Authorizer } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { ChangeStore } from '../database/ChangeStore';
import { PlanInput } from '../plans/ReadPlan';
import { ApprovalDesk } from './ApprovalDesk';
import { CatalogReader, itemsOf, teamOf } from './CatalogReader';
import { ConflictReader } from './ConflictReader';
import { Intake } from './Intake';
import { PlanDesk } from './PlanDesk';
import { RiskAssessor } from './RiskAssessor';

export type PreviewInput = Omit<
  z.output<typeof previewRequestSchema>,
  'plan'
> & { plan?: PlanInput };
type Problem = Preview['problems'][number];

/** Judges a draft while it is being written: risk, conflicts, approvers, a free slot, and what is missing. */
export class PreviewService {
  readonly #changes = new ChangeStore();
  readonly #db: Knex;
  readonly #clock: () => Date;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #intake: Intake;
  readonly #plans: PlanDesk;
  readonly #conflicts: ConflictReader;
  readonly #risk: RiskAssessor;
  readonly #desk: ApprovalDesk;

  constructor(options: {
    db: Knex;
    clock: () => Date;
    authorizer: Authorizer;
    catalog: CatalogReader;
    intake: Intake;
    plans: PlanDesk;
    conflicts: ConflictReader;
    risk: RiskAssessor;
    desk: ApprovalDesk;
  }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#intake = options.intake;
    this.#plans = options.plans;
    this.#conflicts = options.conflicts;
    this.#risk = options.risk;
    this.#desk = options.desk;
  }

  async preview(caller: Caller, input: PreviewInput): Promise<Preview> {
    const graph = await this.#catalog.graph();
    const now = this.#clock();
    const existing = input.number
      ? await this.#existing(caller, input.number)
      : undefined;
    const problems: Problem[] = [];
    const plan = await this.#plans.of(caller, input, graph);
    const refs = input.items ?? plan?.entities ?? [];
    const items = itemsOf(graph, refs);
    for (const ref of refs.filter(r => !graph.has(r))) {
      problems.push({ field: 'items', message: `The catalog has no ${ref}.` });
    }
    await this.#required(input, items, problems);

    const requester =
      existing?.change.requester ?? input.requester ?? caller.ref;
    const change = {
      number: input.number,
      id: existing?.change.id,
      approvalRound: existing?.change.approvalRound,
      title: input.title ?? '',
      type: input.type ?? 'normal',
      category: input.category ?? 'software',
      environment: input.environment ?? '',
      items: items.map(item => item.entityRef),
      team: teamOf(items),
      requester,
      planAuthors: existing?.change.planAuthors ?? input.planAuthors ?? [],
      implementer: input.implementer,
      window: input.window,
      testPlan: input.testPlan ?? '',
      backoutPlan: input.backoutPlan ?? '',
      plan: plan?.outline ?? existing?.change.plan,
    };
    const found: Preview = {
      conflicts: [],
      items,
      unmapped: plan?.outline.unmapped ?? [],
      planDigest: plan?.outline.digest,
      problems,
    };
    if (!items.length || !input.environment) return found;

    const calendar = await this.#conflicts.read(this.#db, change, graph, now);
    const risk = await this.#risk.assess(
      this.#db,
      { change, items, plan: plan?.outline, freezes: calendar.nearFreezes },
      graph,
      now,
    );
    const isStandard = change.type === 'standard';
    const asked = this.#desk.ask(change, items, risk, graph, now);
    if (!isStandard) {
      problems.push(
        ...asked.problems.map(message => ({ field: 'approvals', message })),
      );
    }
    const isFree = change.window && calendar.conflicts.length === 0;
    return {
      ...found,
      risk,
      riskBand: await this.#risk.band(this.#db, risk.level),
      conflicts: calendar.conflicts,
      nextFreeSlot: isFree
        ? undefined
        : await this.#conflicts.nextFreeSlot(this.#db, change, graph, now),
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

  async #required(
    input: PreviewInput,
    items: ConfigurationItem[],
    problems: Problem[],
  ): Promise<void> {
    const missing = (field: string, message: string) =>
      problems.push({ field, message });
    if (!input.title) missing('title', 'Give it a title.');
    if (!items.length) {
      missing('items', 'Name the configuration items, or attach a plan.');
    }
    if (!input.window) missing('window', 'Plan a window.');
    if (!input.environment) {
      missing('environment', 'Say which environment it is for.');
    } else {
      await collect('environment', problems, async () =>
        this.#intake.environment(input.environment!),
      );
    }
    if (input.implementer) {
      await collect('implementer', problems, () => this.#intake.people(input));
    }
    if (input.type === 'standard' && !input.template) {
      missing('template', 'A standard change is made from a template.');
    }
  }
}

async function collect(
  field: string,
  problems: Problem[],
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!isError(error) || error.name !== 'InputError') throw error;
    problems.push({ field, message: error.message });
  }
}
