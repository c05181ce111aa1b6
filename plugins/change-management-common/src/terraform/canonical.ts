import { Secret } from '@countersign/plugin-governance-common';
import { scryptAsync } from '@noble/hashes/scrypt';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { actionOf } from './actions';
import { canonicalDigest, canonicalText } from './canonicalText';
import { HiddenChange, SecretHider } from './hideSecrets';
import { Marker } from './marker';
import {
  TerraformActionInvocation,
  TerraformChange,
  TerraformPlan,
  TerraformResourceChange,
} from './planSchema';
import {
  ProviderKeys,
  providerVariables,
  StatedProvider,
  statedProviders,
} from './providers';

/** RFC 7914, with the cost OWASP names as the least for interactive use: about 0.1 s and 32 MiB. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 };

/**
 * Whether the change does something: to the infrastructure, or to what Terraform keeps of it (a move, an import).
 * Reads and no-ops do not.
 */
export function acts(resource: TerraformResourceChange): boolean {
  const action = actionOf(resource.change.actions, resource.address);
  if (action === 'read') return false;
  return (
    action !== 'no-op' ||
    !!resource.previous_address ||
    isImporting(resource.change)
  );
}

/** Whether the resource is taken over from outside of Terraform. */
export function isImporting(change: TerraformChange): boolean {
  return change.importing !== undefined && change.importing !== null;
}

/**
 * The digest of a plan: SHA-256 over the RFC 8785 canonical JSON of what the plan does, resource by resource, so that a
 * large plan is never held twice.
 *
 * - In: each resource change that does something, each output change and each action that is invoked, with everything
 *   before and after and the provider configuration that runs it; the provider configurations that the plan states, and
 *   the variables they refer to, without credentials.
 * - Out: the order of keys and of resources, no-ops, reads, drift, deferred changes, the time, Terraform's version,
 *   constraints on provider versions, all other `variables`, `prior_state`, `planned_values` and the rest of the
 *   `configuration`.
 * - Numbers are what their text says, none is rounded.
 * - Secrets are replaced by a marker, so that nobody can guess at one by hashing; one joint commitment over all of them
 *   (scrypt, salted by the rest of the plan) still tells plans apart that differ in a secret only.
 */
export async function digestPlan(
  plan: TerraformPlan,
  hider: SecretHider,
): Promise<Sha256Digest> {
  const secrets: string[] = [];
  const keys = new ProviderKeys(plan);
  const resources = (plan.resource_changes ?? [])
    .filter(acts)
    .map(r => canonicalDigest(canonicalResource(r, hider, keys, secrets)))
    .sort();
  const outputs = (plan.output_changes ?? [])
    .filter(
      ({ name, change }) =>
        actionOf(change.actions, `output.${name}`) !== 'no-op',
    )
    .map(({ name, change }) =>
      canonicalDigest({
        name,
        ...canonicalChange(`output.${name}`, change, hider, secrets),
      }),
    )
    .sort();
  const actions = invocationsOf(plan)
    .map(({ invocation, reason }) =>
      canonicalDigest({
        ...canonicalInvocation(invocation, hider, keys, secrets),
        deferred: reason ?? null,
      }),
    )
    .sort();
  const providers = statedProviders(plan).map(provider =>
    canonicalDigest(canonicalProvider(provider, hider, secrets)),
  );
  const variables = new Marker('variables', secrets);
  for (const { name, value } of providerVariables(plan)) {
    variables.mark(new Secret(value), [name]);
  }
  const redacted = canonicalDigest({
    format: 2,
    resources,
    outputs,
    actions,
    providers,
  });
  const commitment = secrets.length ? await commitTo(secrets, redacted) : null;
  return canonicalDigest({ redacted, commitment });
}

/** An action that a plan invokes; `reason` is why Terraform leaves it for a later plan, if it does. */
export interface Invocation {
  invocation: TerraformActionInvocation;
  reason?: string;
}

/** Every action that a plan invokes, now or later. */
export function invocationsOf(plan: TerraformPlan): Invocation[] {
  return [
    ...(plan.action_invocations ?? []).map(invocation => ({ invocation })),
    ...(plan.deferred_action_invocations ?? []).map(
      ({ action_invocation: invocation, reason }) => ({ invocation, reason }),
    ),
  ];
}

/** One commitment over all secrets of a plan: none of them can be guessed at alone, nor checked against a table. */
async function commitTo(
  secrets: string[],
  redacted: Sha256Digest,
): Promise<string> {
  const salt = sha256(utf8ToBytes(redacted));
  const entries = utf8ToBytes(canonicalText([...secrets].sort()));
  return bytesToHex(await scryptAsync(entries, salt, SCRYPT));
}

function canonicalResource(
  resource: TerraformResourceChange,
  hider: SecretHider,
  keys: ProviderKeys,
  secrets: string[],
) {
  return {
    address: resource.address,
    previousAddress: resource.previous_address ?? null,
    deposed: resource.deposed ?? null,
    mode: resource.mode,
    type: resource.type,
    name: resource.name,
    provider: resource.provider_name,
    providerKey: keys.of(resource.address) ?? null,
    ...canonicalChange(
      `${resource.address} ${resource.deposed ?? ''}`,
      resource.change,
      hider,
      secrets,
    ),
  };
}

function canonicalChange(
  where: string,
  change: TerraformChange,
  hider: SecretHider,
  secrets: string[],
) {
  const marker = new Marker(where, secrets);
  const hidden: HiddenChange = hider.hide(change);
  const marked = (what: string, value: unknown) =>
    marker.mark(hider.hideValue(value ?? null), [what]);
  return {
    actions: change.actions,
    before: marker.mark(hidden.before, ['before']),
    after: marker.mark(hidden.after, ['after']),
    afterUnknown: change.after_unknown ?? null,
    replacePaths: (change.replace_paths ?? [])
      .map(path => canonicalText(path))
      .sort(),
    importing: marked('importing', change.importing),
    beforeIdentity: marked('before_identity', change.before_identity),
    afterIdentity: marked('after_identity', change.after_identity),
  };
}

function canonicalInvocation(
  invocation: TerraformActionInvocation,
  hider: SecretHider,
  keys: ProviderKeys,
  secrets: string[],
) {
  const trigger = {
    lifecycle: invocation.lifecycle_action_trigger ?? null,
    invoke: invocation.invoke_action_trigger ?? null,
  };
  // One action may be invoked several times: what sets it off tells the invocations apart.
  const where = `${invocation.address} ${canonicalText(trigger)}`;
  const { config_values: values, config_sensitive: sensitive } = invocation;
  return {
    address: invocation.address,
    type: invocation.type,
    name: invocation.name,
    provider: invocation.provider_name,
    providerKey: keys.of(invocation.address) ?? null,
    trigger,
    config: new Marker(where, secrets).mark(
      hider.hideValue(values ?? null, sensitive),
      ['config'],
    ),
    configUnknown: invocation.config_unknown ?? null,
  };
}

function canonicalProvider(
  { key, expressions, ...provider }: StatedProvider,
  hider: SecretHider,
  secrets: string[],
) {
  return {
    key,
    ...provider,
    expressions: new Marker(`provider ${key}`, secrets).mark(
      hider.hideValue(expressions),
      [],
    ),
  };
}
