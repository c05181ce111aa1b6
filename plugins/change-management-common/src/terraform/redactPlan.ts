import { InputError } from '@backstage/errors';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import {
  PlanCounts,
  PlannedAction,
  PlannedResource,
  PlanOutline,
  RedactedPlan,
} from '../model';
import { actionOf } from './actions';
import { diffAttributes, withVisibleMarks } from './attributes';
import {
  acts,
  digestPlan,
  Invocation,
  invocationsOf,
  isImporting,
} from './canonical';
import { HiddenChange, SecretHider } from './hideSecrets';
import {
  TerraformActionInvocation,
  TerraformPlan,
  TerraformResourceChange,
} from './planSchema';
import { planLimits } from './readPlan';
import { countSecrets, member } from './values';

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
  const counted = <T extends PlannedResource | PlannedAction>(
    hidden: HiddenChange,
    planned: T,
  ): T => {
    redactions += countSecrets(hidden.before) + countSecrets(hidden.after);
    attributes += planned.attributes.length;
    if (attributes > planLimits.attributes) {
      throw new InputError(
        `The plan changes more than ${planLimits.attributes} attributes. Plan in smaller pieces.`,
      );
    }
    return planned;
  };
  const planned = (resource: TerraformResourceChange) => {
    const hidden = hider.hide(resource.change);
    return counted(
      hidden,
      plannedResource(resource, hidden, hider, options.entities),
    );
  };
  const invoked = (invocation: Invocation) => {
    const { config_values: values, config_sensitive: sensitive } =
      invocation.invocation;
    const hidden = {
      before: null,
      after: hider.hideValue(values ?? null, sensitive),
    };
    return counted(
      hidden,
      plannedAction(invocation, hidden, hider, options.entities),
    );
  };
  const resources = (plan.resource_changes ?? []).filter(acts).map(planned);
  const drift = (plan.resource_drift ?? [])
    .filter(r => actionOf(r.change.actions, r.address) !== 'no-op')
    .map(planned);
  const actions = invocationsOf(plan).map(invoked);
  return {
    formatVersion: plan.format_version,
    terraformVersion: plan.terraform_version,
    digest: await digestPlan(plan, hider),
    counts: planCounts(plan),
    resources,
    actions,
    drift,
    outputs: redactOutputs(plan, hider),
    unmapped: planAddresses(plan)
      .filter(a => !options.entities?.has(a))
      .map(a => shownAddress(a, hider)),
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
    actions: (plan.actions ?? []).map(({ address, type, entityRef }) => ({
      address,
      type,
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

/**
 * The addresses of what the plan does something to, sorted, each once. An action counts as the resource that sets it
 * off, or else by its own address.
 */
export function planAddresses(plan: TerraformPlan): string[] {
  const addresses = (plan.resource_changes ?? [])
    .filter(acts)
    .map(r => r.address);
  const invoked = invocationsOf(plan).map(({ invocation }) =>
    addressActedOn(invocation),
  );
  return [...new Set([...addresses, ...invoked])].sort();
}

/**
 * How many resources a plan creates, updates, replaces, deletes and forgets; how many it imports or moves, whatever
 * else happens to them; and how many actions it invokes.
 */
export function planCounts(plan: TerraformPlan): PlanCounts {
  const counts = {
    create: 0,
    update: 0,
    replace: 0,
    delete: 0,
    forget: 0,
    import: 0,
    move: 0,
    invoke: plan.action_invocations?.length ?? 0,
  };
  for (const resource of plan.resource_changes ?? []) {
    const action = actionOf(resource.change.actions, resource.address);
    if (action !== 'no-op' && action !== 'read') counts[action] += 1;
    if (isImporting(resource.change)) counts.import += 1;
    if (resource.previous_address) counts.move += 1;
  }
  return counts;
}

/** An address as it may be shown: with no secret in it, and all of it to be seen. */
function shownAddress(address: string, hider: SecretHider): string {
  return withVisibleMarks(hider.hideAddress(address));
}

function addressActedOn(invocation: TerraformActionInvocation): string {
  return triggerOf(invocation).resource ?? invocation.address;
}

function triggerOf(
  invocation: TerraformActionInvocation,
): PlannedAction['trigger'] {
  const { lifecycle_action_trigger: lifecycle, invoke_action_trigger: invoke } =
    invocation;
  const text = (value: unknown) =>
    typeof value === 'string' && value ? value.slice(0, 2000) : undefined;
  const resource =
    text(member(lifecycle, 'triggering_resource_address')) ??
    text(member(invoke, 'calling_resource_address'));
  const event = text(member(lifecycle, 'action_trigger_event'));
  const onFailure = text(member(lifecycle, 'on_failure'));
  return {
    ...(resource && { resource }),
    ...(event && { event }),
    ...(onFailure && { onFailure }),
  };
}

function plannedAction(
  { invocation, reason }: Invocation,
  hidden: HiddenChange,
  hider: SecretHider,
  entities: RedactOptions['entities'],
): PlannedAction {
  const entityRef = entities?.get(addressActedOn(invocation));
  const { attributes } = diffAttributes(
    { after_unknown: hider.hideUnknown(invocation.config_unknown) },
    hidden,
  );
  const { resource, ...trigger } = triggerOf(invocation);
  return {
    address: shownAddress(invocation.address, hider),
    type: invocation.type,
    name: invocation.name,
    provider: invocation.provider_name,
    trigger: {
      ...(resource && { resource: shownAddress(resource, hider) }),
      ...trigger,
    },
    attributes,
    ...(reason !== undefined && { deferred: reason }),
    ...(entityRef && { entityRef }),
  };
}

function plannedResource(
  resource: TerraformResourceChange,
  hidden: HiddenChange,
  hider: SecretHider,
  entities: RedactOptions['entities'],
): PlannedResource {
  const entityRef = entities?.get(resource.address);
  return {
    address: shownAddress(resource.address, hider),
    ...(resource.previous_address && {
      previousAddress: shownAddress(resource.previous_address, hider),
    }),
    ...(resource.module_address && {
      moduleAddress: shownAddress(resource.module_address, hider),
    }),
    type: resource.type,
    name: resource.name,
    provider: resource.provider_name,
    action: actionOf(resource.change.actions, resource.address),
    ...(resource.action_reason && { actionReason: resource.action_reason }),
    ...diffAttributes(
      {
        ...resource.change,
        after_unknown: hider.hideUnknown(resource.change.after_unknown),
      },
      hidden,
    ),
    importing: isImporting(resource.change),
    ...(entityRef && { entityRef }),
  };
}

function redactOutputs(
  plan: TerraformPlan,
  hider: SecretHider,
): RedactedPlan['outputs'] {
  return (plan.output_changes ?? [])
    .map(({ name, change }) => {
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
