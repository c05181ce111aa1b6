import { InputError } from '@backstage/errors';
import { isContainer, isRecord } from './values';

/**
 * The members that Terraform 1.1 to 1.15 and OpenTofu write, and some that tools add. Those that act are read; the
 * others describe, repeat or explain. What is in neither list may be the next thing that acts.
 */
const ofPlan = new Set([
  // Read.
  'format_version',
  'terraform_version',
  'resource_changes',
  'resource_drift',
  'output_changes',
  'action_invocations',
  'deferred_action_invocations',
  'configuration',
  'variables',
  'applyable',
  'complete',
  'errored',
  // What is left for a later plan.
  'deferred_changes',
  // They repeat or explain what the changes say.
  'planned_values',
  'prior_state',
  'proposed_unknown',
  'relevant_attributes',
  'provider_schemas',
  'provider_format_version',
  // Results of conditions and checks, and when they were had.
  'checks',
  'condition_results',
  'timestamp',
  // Added by Infracost for itself.
  'infracost_resource_changes',
  'infracost_provider_constraints',
]);

const ofResource = new Set([
  'address',
  'previous_address',
  'module_address',
  'mode',
  'type',
  'name',
  'provider_name',
  'deposed',
  'action_reason',
  'change',
  // They are in the address.
  'index',
  'index_unknown',
  'schema_version',
]);

const ofChange = new Set([
  'actions',
  'before',
  'after',
  'after_unknown',
  'before_sensitive',
  'after_sensitive',
  'replace_paths',
  'importing',
  'before_identity',
  'after_identity',
  // The text of a configuration that Terraform proposes to whoever imports.
  'generated_config',
]);

const ofInvocation = new Set([
  'address',
  'type',
  'name',
  'provider_name',
  'config_values',
  'config_sensitive',
  'config_unknown',
  'lifecycle_action_trigger',
  'invoke_action_trigger',
]);

const ofDeferred = new Set(['reason', 'action_invocation']);

/**
 * Refuses a plan that says more than is read: what is not understood might act, and would be neither shown nor
 * approved.
 *
 * @throws InputError which names the member
 */
export function assertKnownMembers(plan: Record<string, unknown>): void {
  assertKnown(plan, ofPlan, 'The plan');
  for (const resource of listOf(plan.resource_changes)) {
    const where = whereOf(resource);
    assertKnown(resource, ofResource, where);
    assertKnown(resource.change, ofChange, where);
  }
  if (isRecord(plan.output_changes)) {
    for (const [name, change] of Object.entries(plan.output_changes)) {
      assertKnown(change, ofChange, `The output ${short(name)}`);
    }
  }
  for (const invocation of listOf(plan.action_invocations)) {
    assertKnown(invocation, ofInvocation, whereOf(invocation));
  }
  for (const deferred of listOf(plan.deferred_action_invocations)) {
    assertKnown(deferred, ofDeferred, 'A deferred action');
    const { action_invocation: invocation } = deferred;
    if (isRecord(invocation)) {
      assertKnown(invocation, ofInvocation, whereOf(invocation));
    }
  }
}

function assertKnown(
  value: unknown,
  known: ReadonlySet<string>,
  where: string,
): void {
  if (!isRecord(value)) return;
  for (const [name, said] of Object.entries(value)) {
    if (!known.has(name) && saysSomething(said)) {
      throw new InputError(
        `${where} has the member ${short(
          name,
        )}, which is not known here: it may do something that nobody would see or approve. Plan with a Terraform that this portal knows (1.1 to 1.15), or update the portal.`,
      );
    }
  }
}

function saysSomething(value: unknown): boolean {
  if (isContainer(value)) return Object.keys(value).length > 0;
  return (
    value !== null && value !== undefined && value !== false && value !== ''
  );
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function whereOf({ address }: Record<string, unknown>): string {
  return typeof address === 'string' ? address.slice(0, 200) : 'A resource';
}

function short(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
