import { isSecretName } from '@countersign/plugin-governance-common';
import { TerraformPlan } from './planSchema';
import { isContainer, isRecord, mapMembers, member } from './values';

/** How a provider is configured: the same changes by another one go to another region or account. */
export interface StatedProvider {
  /** Such as `aws.replica`, or `module.network:aws`. */
  key: string;
  /** `registry.terraform.io/hashicorp/aws`. */
  name: unknown;
  alias: unknown;
  module: unknown;
  /** The arguments, each with its constant value or with what it refers to. */
  expressions: Record<string, unknown>;
}

/**
 * The provider configurations that a plan states. One without arguments says nothing that the changes do not say, and
 * neither does a constraint on its version.
 */
export function statedProviders(
  plan: Pick<TerraformPlan, 'configuration'>,
): StatedProvider[] {
  return members(member(plan.configuration, 'provider_config'))
    .flatMap(([key, config]) => {
      const expressions = argumentsOf(config);
      if (!expressions) return [];
      return {
        key,
        name: member(config, 'full_name') ?? member(config, 'name') ?? null,
        alias: member(config, 'alias') ?? null,
        module: member(config, 'module_address') ?? null,
        expressions: inOrder(expressions) as Record<string, unknown>,
      };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What stands in provider configurations as it is, without the names of what is referred to. */
export function providerConstants(
  plan: Pick<TerraformPlan, 'configuration'>,
): unknown {
  return statedProviders(plan).map(({ expressions }) =>
    withoutReferences(expressions),
  );
}

/**
 * The root module's variables that a provider configuration refers to. Not those of credentials, by the name of the
 * argument or because the variable is declared as sensitive: they are made anew for each run, and say who may rather
 * than where.
 */
export function providerVariables(plan: {
  configuration?: unknown;
  variables?: unknown;
}): { name: string; value: unknown }[] {
  const names = new Set<string>();
  for (const { module, expressions } of statedProviders(plan)) {
    if (!module) collectVariables(expressions, names);
  }
  const declared = member(
    member(plan.configuration, 'root_module'),
    'variables',
  );
  return [...names].sort().flatMap(name => {
    if (member(member(declared, name), 'sensitive') === true) return [];
    const stated = member(plan.variables, name);
    return isRecord(stated)
      ? { name, value: member(stated, 'value') ?? null }
      : [];
  });
}

/** By which provider configuration a resource or an action is run, by its address. */
export class ProviderKeys {
  readonly #keys = new Map<string, string>();

  constructor(plan: Pick<TerraformPlan, 'configuration'>) {
    this.#read(member(plan.configuration, 'root_module'), '');
  }

  of(address: string): string | undefined {
    return this.#keys.get(inConfiguration(address));
  }

  #read(module: unknown, prefix: string): void {
    for (const block of blocksOf(module)) {
      const { address, provider_config_key: key } = block;
      if (typeof address === 'string' && typeof key === 'string') {
        this.#keys.set(prefix + address, key);
      }
    }
    for (const [name, call] of members(member(module, 'module_calls'))) {
      this.#read(member(call, 'module'), `${prefix}module.${name}.`);
    }
  }
}

/**
 * What is kept of a plan's configuration: provider configurations with arguments, and which of them runs what changes.
 * Nothing else of it leaves the machine that planned; where no provider has arguments, nothing does.
 */
export function reduceConfiguration(
  configuration: unknown,
  isRun: (address: string) => boolean,
): unknown {
  const providers = members(member(configuration, 'provider_config')).filter(
    ([, config]) => argumentsOf(config),
  );
  if (!providers.length) return undefined;
  return {
    provider_config: Object.fromEntries(providers),
    root_module: reduceModule(member(configuration, 'root_module'), '', isRun),
  };
}

/** The address of the block that an instance is made from: without the keys of `count` and `for_each`. */
export function inConfiguration(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/g, '');
}

function reduceModule(
  module: unknown,
  prefix: string,
  isRun: (address: string) => boolean,
): object {
  const reduced = (name: string) =>
    listIn(module, name)
      .filter(({ address }) => isRun(`${prefix}${address}`))
      .map(({ address, provider_config_key: key }) => ({
        address,
        provider_config_key: key,
      }));
  const calls = member(module, 'module_calls');
  return {
    resources: reduced('resources'),
    actions: reduced('actions'),
    ...(isRecord(calls) && {
      module_calls: mapMembers(calls, (call, name) => ({
        module: reduceModule(
          member(call, 'module'),
          `${prefix}module.${name}.`,
          isRun,
        ),
      })),
    }),
  };
}

function argumentsOf(config: unknown): Record<string, unknown> | undefined {
  const expressions = member(config, 'expressions');
  return isRecord(expressions) && Object.keys(expressions).length
    ? expressions
    : undefined;
}

function blocksOf(module: unknown): Record<string, unknown>[] {
  return [...listIn(module, 'resources'), ...listIn(module, 'actions')];
}

function listIn(value: unknown, name: string): Record<string, unknown>[] {
  const list = member(value, name);
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function members(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

/** Terraform names what an expression refers to in the order of the text: the order says nothing. */
function inOrder(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    return key === 'references'
      ? [...new Set(value.map(String))].sort()
      : value.map(item => inOrder(item));
  }
  return isContainer(value) ? mapMembers(value, inOrder) : value;
}

function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (!isContainer(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'references')
      .map(([key, item]) => [key, withoutReferences(item)]),
  );
}

function collectVariables(value: unknown, into: Set<string>): void {
  if (!isContainer(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (isSecretName(key)) continue;
    if (key === 'references' && Array.isArray(item)) {
      for (const reference of item) {
        const name = /^var\.([^.[\]]+)/.exec(String(reference))?.[1];
        if (name) into.add(name);
      }
    } else {
      collectVariables(item, into);
    }
  }
}
