import { scryptAsync } from '@noble/hashes/scrypt';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { Sha256Digest } from '../model';
import { canonicalJson, digestOf } from '../states/digest';
import { actionOf } from './actions';
import { HiddenChange, SecretHider } from './hideSecrets';
import {
  TerraformChange,
  TerraformPlan,
  TerraformResourceChange,
} from './planSchema';
import { Marker } from './marker';

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
 * - In: each resource change that does something and each output change, with everything before and after.
 * - Out: the order of keys and of resources, no-ops, reads, drift, the time, Terraform's version, `variables`,
 *   `prior_state`, `planned_values`, `configuration`.
 * - Secrets are replaced by a marker, so that nobody can guess at one by hashing; one joint commitment over all of them
 *   (scrypt, salted by the rest of the plan) still tells plans apart that differ in a secret only.
 */
export async function digestPlan(
  plan: TerraformPlan,
  hider: SecretHider,
): Promise<Sha256Digest> {
  const secrets: string[] = [];
  const resources = (plan.resource_changes ?? [])
    .filter(acts)
    .map(r => digestOf(canonicalResource(r, hider.hide(r.change), secrets)))
    .sort();
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([name, c]) => actionOf(c.actions, `output.${name}`) !== 'no-op')
    .map(([name, change]) =>
      digestOf({
        name,
        ...canonicalChange(
          `output.${name}`,
          change,
          hider.hide(change),
          secrets,
        ),
      }),
    )
    .sort();
  const redacted = digestOf({ format: 1, resources, outputs });
  const commitment = secrets.length ? await commitTo(secrets, redacted) : null;
  return digestOf({ redacted, commitment });
}

/** One commitment over all secrets of a plan: none of them can be guessed at alone, nor checked against a table. */
async function commitTo(
  secrets: string[],
  redacted: Sha256Digest,
): Promise<string> {
  const salt = sha256(utf8ToBytes(redacted));
  const entries = utf8ToBytes(canonicalJson([...secrets].sort()));
  return bytesToHex(await scryptAsync(entries, salt, SCRYPT));
}

function canonicalResource(
  resource: TerraformResourceChange,
  hidden: HiddenChange,
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
    ...canonicalChange(
      `${resource.address} ${resource.deposed ?? ''}`,
      resource.change,
      hidden,
      secrets,
    ),
  };
}

function canonicalChange(
  where: string,
  change: TerraformChange,
  hidden: HiddenChange,
  secrets: string[],
) {
  const marker = new Marker(where, secrets);
  return {
    actions: change.actions,
    before: marker.mark(hidden.before, ['before']),
    after: marker.mark(hidden.after, ['after']),
    afterUnknown: change.after_unknown ?? null,
    replacePaths: (change.replace_paths ?? [])
      .map(path => canonicalJson(path))
      .sort(),
    importing: change.importing ?? null,
  };
}
