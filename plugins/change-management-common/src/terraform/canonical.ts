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
import { Secret } from './secrets';

/** RFC 7914, with the cost OWASP names as the least for interactive use: about 0.1 s and 32 MiB. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 };

/** One secret of the plan: where it stands and what it is. */
type SecretEntry = [where: string, path: string, value: unknown];

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
 * The digest of a plan: SHA-256 over the RFC 8785 canonical JSON of what the plan does.
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
  const secrets: SecretEntry[] = [];
  const resources = (plan.resource_changes ?? [])
    .filter(acts)
    .map(r => canonicalResource(r, hider.hide(r.change), secrets))
    .sort(by(r => `${r.address}\u0000${r.deposed ?? ''}`));
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([name, c]) => actionOf(c.actions, `output.${name}`) !== 'no-op')
    .map(([name, change]) => ({
      name,
      ...canonicalChange(`output.${name}`, change, hider.hide(change), secrets),
    }))
    .sort(by(o => o.name));
  const redacted = { format: 1, resources, outputs };
  if (!secrets.length) return digestOf({ ...redacted, commitment: null });

  const salt = sha256(utf8ToBytes(canonicalJson(redacted)));
  const entries = secrets.map(entry => canonicalJson(entry)).sort();
  const commitment = await scryptAsync(
    utf8ToBytes(canonicalJson(entries)),
    salt,
    SCRYPT,
  );
  return digestOf({ ...redacted, commitment: bytesToHex(commitment) });
}

function canonicalResource(
  resource: TerraformResourceChange,
  hidden: HiddenChange,
  secrets: SecretEntry[],
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
  secrets: SecretEntry[],
) {
  return {
    actions: change.actions,
    before: mark(hidden.before, where, 'before', secrets),
    after: mark(hidden.after, where, 'after', secrets),
    afterUnknown: change.after_unknown ?? null,
    replacePaths: (change.replace_paths ?? [])
      .map(path => canonicalJson(path))
      .sort(),
    importing: isImporting(change)
      ? mark(change.importing, where, 'importing', secrets)
      : null,
  };
}

/** The value with a marker for each secret, which is noted in `secrets`. */
function mark(
  value: unknown,
  where: string,
  path: string,
  secrets: SecretEntry[],
): unknown {
  if (value instanceof Secret) {
    secrets.push([where, path, value.reveal()]);
    return value.toJSON();
  }
  if (Array.isArray(value)) {
    return value.map((item, i) => mark(item, where, `${path}/${i}`, secrets));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        mark(item, where, `${path}/${pointerToken(key)}`, secrets),
      ]),
    );
  }
  return value;
}

/** RFC 6901, section 3. */
function pointerToken(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

/** By code unit, which every engine agrees on; a locale's order is not the same everywhere. */
function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [ka, kb] = [key(a), key(b)];
    if (ka === kb) return 0;
    return ka < kb ? -1 : 1;
  };
}
