/** A value of an attribute before and after. */
type Values = Record<string, unknown>;

interface ResourceChange {
  address: string;
  actions: string[];
  before: Values | null;
  after: Values | null;
  /** Attributes whose values Terraform marks as sensitive. */
  sensitive?: string[];
}

/** The attributes that differ, over those that stay. */
export function updated(
  address: string,
  before: Values,
  after: Values,
  sensitive: string[] = [],
): ResourceChange {
  return {
    address,
    actions: ['update'],
    before,
    after: { ...before, ...after },
    sensitive,
  };
}

export function replaced(
  address: string,
  before: Values,
  after: Values,
): ResourceChange {
  return {
    address,
    actions: ['delete', 'create'],
    before,
    after: { ...before, ...after },
  };
}

export const created = (address: string, after: Values): ResourceChange => ({
  address,
  actions: ['create'],
  before: null,
  after,
});

export const destroyed = (address: string, before: Values): ResourceChange => ({
  address,
  actions: ['delete'],
  before,
  after: null,
});

/** A plan as `terraform show -json` prints it. */
export function plan(...changes: ResourceChange[]): Record<string, unknown> {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: changes.map(resourceChange),
    applyable: true,
    complete: true,
    errored: false,
  };
}

function resourceChange(change: ResourceChange) {
  const { address, actions, before, after, sensitive = [] } = change;
  const module = /^module\.[^.]+(?=\.)/.exec(address)?.[0];
  const [type, name] = (module ? address.slice(module.length + 1) : address)
    .replace(/\[.*\]$/, '')
    .split('.');
  const marks = Object.fromEntries(sensitive.map(key => [key, true]));
  return {
    address,
    module_address: module,
    mode: 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/google',
    change: {
      actions,
      before,
      after,
      after_unknown: before ? {} : { id: true },
      before_sensitive: before ? marks : false,
      after_sensitive: after ? marks : false,
    },
  };
}
