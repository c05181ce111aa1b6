import { randomUUID } from 'crypto';
import { NotAllowedError } from '@backstage/errors';
import {
  Change,
  changeCategories,
  ChangeSource,
  createChangeRequestSchema,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { z } from 'zod';
import { CatalogReader, ownersOf, teamOf } from '@countersign/plugin-cmdb-node';
import { wrongField } from '@countersign/plugin-governance-common';
import {
  demandAll,
  Caller,
  demandEnvironments,
} from '@countersign/plugin-governance-node';
import { NewChange } from '../database/ChangeStore';
import { PlanInput, planSummary, ReadPlan } from '../plans/ReadPlan';
import { Settings } from '../settings';
import { PlanDesk } from './PlanDesk';

export type CreateInput = Omit<
  z.output<typeof createChangeRequestSchema>,
  'plan'
> & { plan?: PlanInput };

/** What of a change a template brings along. */
type Procedure = Pick<
  Change,
  | 'category'
  | 'implementationPlan'
  | 'testPlan'
  | 'backoutPlan'
  | 'reliabilityFix'
>;

/** A request to open a change, checked against the catalog and the configuration. */
export interface Draft {
  change: NewChange & {
    requester: string;
    items: string[];
    planAuthors: string[];
  };
  items: ConfigurationItem[];
  plan?: ReadPlan;
}

/** Turns a request into a change: who asks for whom, which items, which template, which plan. */
export class Intake {
  readonly #catalog: CatalogReader;
  readonly #settings: Settings;
  readonly #plans: PlanDesk;

  constructor(options: {
    catalog: CatalogReader;
    settings: Settings;
    plans: PlanDesk;
  }) {
    this.#catalog = options.catalog;
    this.#settings = options.settings;
    this.#plans = options.plans;
  }

  /** @throws InputError, NotAllowedError */
  async draft(
    caller: Caller,
    input: CreateInput,
    graph: CmdbGraph,
    options: { demo?: boolean } = {},
  ): Promise<Draft> {
    const {
      requester,
      template: { template, fields },
      named: { items, plan },
      source,
    } = await demandAll({
      requester: () => this.requester(caller, input.requester),
      implementer: () => this.implementer(input.implementer),
      planAuthors: () => this.planAuthors(input.planAuthors),
      environment: () => this.environment(input.environment),
      template: () => this.fromTemplate(input),
      named: () => this.#named(caller, input, graph),
      source: () => sourceOf(caller, input.source),
    });
    return {
      items,
      plan,
      change: {
        ...fields,
        id: randomUUID(),
        title: input.title,
        description: input.description,
        type: input.type,
        state: 'new',
        environment: input.environment,
        items: items.map(item => item.entityRef),
        team: teamOf(items),
        itemOwners: ownersOf(graph, items),
        requester,
        openedBy: caller.ref,
        implementer: input.implementer,
        planAuthors: [...new Set(input.planAuthors)],
        window: input.window,
        justification: input.justification,
        links: input.links,
        commit: input.commit,
        plan: plan && planSummary(plan),
        template,
        approvalStatus: 'not_requested',
        approvalRound: 1,
        source,
        demo: options.demo ?? false,
      },
    };
  }

  /** A person is their own requester; a pipeline names the person it acts for. */
  async requester(caller: Caller, named?: string): Promise<string> {
    if (caller.kind === 'user') {
      if (named && named !== caller.ref) {
        throw wrongField(
          'requester',
          `you are ${caller.ref} and cannot request a change as ${named}`,
          NotAllowedError,
        );
      }
      return caller.ref;
    }
    if (!named) {
      throw wrongField(
        'requester',
        'a pipeline names the person it acts for, such as user:default/ada',
      );
    }
    await this.#catalog.people('requester', [named]);
    return named;
  }

  async implementer(implementer?: string | null): Promise<void> {
    if (implementer) await this.#catalog.people('implementer', [implementer]);
  }

  planAuthors(planAuthors: readonly string[] = []): Promise<void> {
    return this.#catalog.people('planAuthors', planAuthors);
  }

  environment(environment: string): void {
    demandEnvironments(this.#settings, 'environment', [environment]);
  }

  items(refs: readonly string[]): Promise<ConfigurationItem[]> {
    return this.#catalog.items([...new Set(refs)]);
  }

  /** The items a request names, or else those its plan touches. */
  async #named(caller: Caller, input: CreateInput, graph: CmdbGraph) {
    const plan = await this.#plans.of(caller, input, graph);
    const refs = input.items ?? plan?.entities ?? [];
    if (!refs.length) {
      throw wrongField(
        'items',
        plan
          ? 'no address of the plan is claimed by a catalog entity, so name the configuration items'
          : 'name at least one configuration item, or attach a plan whose addresses catalog entities claim',
      );
    }
    return { plan, items: await this.items(refs) };
  }

  /** The procedures of a standard change are its template's unless the request repeats them. */
  fromTemplate(input: Procedure & Pick<CreateInput, 'type' | 'template'>): {
    template?: Change['template'];
    fields: Procedure;
  } {
    const { category, implementationPlan, testPlan, backoutPlan } = input;
    const { reliabilityFix } = input;
    const own = {
      ...{ category, implementationPlan, testPlan, backoutPlan },
      reliabilityFix,
    };
    if (input.type !== 'standard') {
      if (input.template) {
        throw wrongField(
          'template',
          'only a standard change is made from a template',
        );
      }
      return { fields: own };
    }
    const { templates } = this.#settings;
    const template = templates.find(t => t.id === input.template);
    if (!template) {
      throw wrongField(
        'template',
        `a standard change is made from a template; there ${
          templates.length
            ? `is ${templates.map(t => t.id).join(', ')}`
            : 'is none'
        }`,
      );
    }
    return {
      template: { id: template.id, digest: template.digest },
      fields: {
        category:
          changeCategories.find(c => c === template.category) ?? category,
        implementationPlan: implementationPlan || template.implementationPlan,
        testPlan: testPlan || template.testPlan,
        backoutPlan: backoutPlan || template.backoutPlan,
        reliabilityFix: reliabilityFix || (template.reliabilityFix ?? false),
      },
    };
  }
}

/** Only change management itself opens changes by reconciliation or for demonstration. */
function sourceOf(caller: Caller, named?: ChangeSource): ChangeSource {
  const reserved = named?.kind === 'reconciliation' || named?.kind === 'demo';
  if (reserved && caller.kind !== 'system') {
    throw wrongField(
      'source.kind',
      `${named.kind} is not for callers; use api, cli, scaffolder or portal`,
    );
  }
  return named ?? { kind: caller.kind === 'user' ? 'portal' : 'api' };
}
