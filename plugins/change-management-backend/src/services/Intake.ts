import { randomUUID } from 'crypto';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  Change,
  changeCategories,
  ChangeSource,
  createChangeRequestSchema,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { z } from 'zod';
import { Caller } from '../access/Caller';
import { NewChange } from '../database/ChangeStore';
import { PlanInput, planSummary, ReadPlan } from '../plans/ReadPlan';
import { Settings } from '../settings';
import { CatalogReader, ownersOf, teamOf } from './CatalogReader';
import { PlanDesk } from './PlanDesk';

export type CreateInput = Omit<
  z.output<typeof createChangeRequestSchema>,
  'plan'
> & { plan?: PlanInput };

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
    const requester = await this.requester(caller, input.requester);
    await this.people(input);
    this.environment(input.environment);
    const plan = await this.#plans.of(caller, input, graph);
    const refs = input.items ?? plan?.entities ?? [];
    if (!refs.length) {
      throw new InputError(
        plan
          ? 'items: no address of the plan is claimed by a catalog entity, so name the configuration items'
          : 'items: name at least one configuration item, or attach a plan whose addresses catalog entities claim',
      );
    }
    const items = await this.#catalog.items([...new Set(refs)]);
    const { template, fields } = this.#fromTemplate(input);
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
        source: sourceOf(caller, input.source),
        demo: options.demo ?? false,
      },
    };
  }

  /** A person is their own requester; a pipeline names the person it acts for. */
  async requester(caller: Caller, named?: string): Promise<string> {
    if (caller.kind === 'user') {
      if (named && named !== caller.ref) {
        throw new NotAllowedError(
          `requester: you are ${caller.ref} and cannot request a change as ${named}`,
        );
      }
      return caller.ref;
    }
    if (!named) {
      throw new InputError(
        'requester: a pipeline names the person it acts for, such as user:default/ada',
      );
    }
    await this.#catalog.people('requester', [named]);
    return named;
  }

  async people(input: {
    implementer?: string | null;
    planAuthors?: string[];
  }): Promise<void> {
    if (input.implementer) {
      await this.#catalog.people('implementer', [input.implementer]);
    }
    await this.#catalog.people('planAuthors', input.planAuthors ?? []);
  }

  /** @throws InputError naming the environments there are */
  environment(environment: string): void {
    const { environments } = this.#settings;
    if (!environments.includes(environment)) {
      throw new InputError(
        `environment: there is no ${environment}; it is one of ${environments.join(
          ', ',
        )}`,
      );
    }
  }

  items(refs: readonly string[]): Promise<ConfigurationItem[]> {
    return this.#catalog.items([...new Set(refs)]);
  }

  /** The procedures of a standard change are its template's unless the request repeats them. */
  #fromTemplate(input: CreateInput): {
    template?: Change['template'];
    fields: Pick<
      Change,
      'category' | 'implementationPlan' | 'testPlan' | 'backoutPlan'
    >;
  } {
    const { category, implementationPlan, testPlan, backoutPlan } = input;
    const own = { category, implementationPlan, testPlan, backoutPlan };
    if (input.type !== 'standard') {
      if (input.template) {
        throw new InputError(
          'template: only a standard change is made from a template',
        );
      }
      return { fields: own };
    }
    const { templates } = this.#settings;
    const template = templates.find(t => t.id === input.template);
    if (!template) {
      throw new InputError(
        `template: a standard change is made from a template; there ${
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
      },
    };
  }
}

/** Only change management itself opens changes by reconciliation or for demonstration. */
function sourceOf(caller: Caller, named?: ChangeSource): ChangeSource {
  const reserved = named?.kind === 'reconciliation' || named?.kind === 'demo';
  if (reserved && caller.kind !== 'system') {
    throw new InputError(
      `source.kind: ${named.kind} is not for callers; use api, cli, scaffolder or portal`,
    );
  }
  return named ?? { kind: caller.kind === 'user' ? 'portal' : 'api' };
}
