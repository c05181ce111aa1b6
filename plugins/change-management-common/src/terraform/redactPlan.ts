import { InputError } from '@backstage/errors';
import {
  PlanCounts,
  PlannedResource,
  PlanOutline,
  RedactedPlan,
  Sha256Digest,
} from '../model';
import { actionOf } from './actions';
import { diffAttributes } from './attributes';
import { acts, digestPlan, isImporting } from './canonical';
import { HiddenChange, SecretHider } from './hideSecrets';
import { TerraformPlan, TerraformResourceChange } from './planSchema';
import { planLimits } from './readPlan';
import { Secret } from './secrets';

export interface RedactOptions {
  /** Which catalog entity each address maps to; an address that is not in it is unmapped. */
  entities?: ReadonlyMap<string, string>;
}

/**
 * What of a plan may be stored and shown: what it does, attribute by attribute, with every secret left out, and the
 * plan's digest.
 *
 * @throws InputError when more attributes differ than {@link planLimits} allows to be stored
 */
export async function redactPlan(
  plan: TerraformPlan,
  options: RedactOptions = {},
): Promise<RedactedPlan> {
  const hider = SecretHider.of(plan);
  let redactions = 0;
  let attributes = 0;
  const planned = (resource: TerraformResourceChange): PlannedResource => {
    const hidden = hider.hide(resource.change);
    redactions += countSecrets(hidden.before) + countSecrets(hidden.after);
    const result = plannedResource(resource, hidden, options.entities);
    attributes += result.attributes.length;
    if (attributes > planLimits.attributes) {
      throw new InputError(
        `The plan changes more than ${planLimits.attributes} attributes. Plan in smaller pieces.`,
      );
    }
    return result;
  };
  const resources = (plan.resource_changes ?? []).filter(acts).map(planned);
  const drift = (plan.resource_drift ?? [])
    .filter(r => actionOf(r.change.actions, r.address) !== 'no-op')
    .map(planned);
  return {
    formatVersion: plan.format_version,
    terraformVersion: plan.terraform_version,
    digest: await digestPlan(plan, hider),
    counts: planCounts(plan),
    resources,
    drift,
    outputs: redactOutputs(plan, hider),
    unmapped: planAddresses(plan).filter(a => !options.entities?.has(a)),
    applyable: plan.applyable ?? true,
    complete: plan.complete ?? true,
    redactions,
  };
}

/** The outline of a redacted plan. */
export function planOutline(plan: RedactedPlan): PlanOutline {
  const { digest, counts, unmapped, redactions } = plan;
  return {
    digest,
    counts,
    unmapped,
    redactions,
    resources: plan.resources.map(({ address, type, action, entityRef }) => ({
      address,
      type,
      action,
      ...(entityRef && { entityRef }),
    })),
  };
}

/**
 * The digest of a plan, the same wherever it is computed: see `canonical.ts` for what it covers. Takes about 0.1 s when
 * the plan holds secrets.
 */
export async function planDigest(plan: TerraformPlan): Promise<Sha256Digest> {
  return digestPlan(plan, SecretHider.of(plan));
}

/** The addresses of what the plan does something to, sorted, each once. */
export function planAddresses(plan: TerraformPlan): string[] {
  const addresses = (plan.resource_changes ?? [])
    .filter(acts)
    .map(r => r.address);
  return [...new Set(addresses)].sort();
}

/** How many resources a plan creates, updates, replaces, deletes and forgets. */
export function planCounts(plan: TerraformPlan): PlanCounts {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, forget: 0 };
  for (const { address, change } of plan.resource_changes ?? []) {
    const action = actionOf(change.actions, address);
    if (action !== 'no-op' && action !== 'read') counts[action] += 1;
  }
  return counts;
}

function plannedResource(
  resource: TerraformResourceChange,
  hidden: HiddenChange,
  entities: RedactOptions['entities'],
): PlannedResource {
  const entityRef = entities?.get(resource.address);
  return {
    address: resource.address,
    ...(resource.previous_address && {
      previousAddress: resource.previous_address,
    }),
    ...(resource.module_address && { moduleAddress: resource.module_address }),
    type: resource.type,
    name: resource.name,
    provider: resource.provider_name,
    action: actionOf(resource.change.actions, resource.address),
    ...(resource.action_reason && { actionReason: resource.action_reason }),
    ...diffAttributes(resource.change, hidden),
    importing: isImporting(resource.change),
    ...(entityRef && { entityRef }),
  };
}

function redactOutputs(
  plan: TerraformPlan,
  hider: SecretHider,
): RedactedPlan['outputs'] {
  return Object.entries(plan.output_changes ?? {})
    .map(([name, change]) => {
      const hidden = hider.hide(change);
      return {
        name,
        action: actionOf(change.actions, `output.${name}`),
        sensitive:
          change.before_sensitive === true ||
          change.after_sensitive === true ||
          countSecrets(hidden.before) + countSecrets(hidden.after) > 0,
      };
    })
    .filter(output => output.action !== 'no-op');
}

function countSecrets(value: unknown): number {
  if (value instanceof Secret) return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>(
    (sum, inner) => sum + countSecrets(inner),
    0,
  );
}
