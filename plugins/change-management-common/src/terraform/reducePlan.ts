import {
  inConfiguration,
  providerVariables,
  reduceConfiguration,
} from './providers';
import { isRecord, member } from './values';

/** What is read of a plan; everything else of it is left where it is. */
const kept = [
  'format_version',
  'terraform_version',
  'resource_changes',
  'resource_drift',
  'output_changes',
  'action_invocations',
  'deferred_action_invocations',
  'applyable',
  'complete',
  'errored',
] as const;

/**
 * What of a plan may leave the machine that planned: what it does, how its providers are configured, and the variables
 * that say where. Prior state, planned values, all other variables and the rest of the configuration stay. A plan that
 * was reduced before stays as it is, so that its digest is the same on either side.
 */
export function reducePlan(
  plan: Record<string, unknown>,
): Record<string, unknown> {
  const reduced = Object.fromEntries(
    kept.filter(name => name in plan).map(name => [name, plan[name]]),
  );
  const variables = providerVariables(plan);
  const run = new Set(addressesOf(plan).map(inConfiguration));
  const configuration = reduceConfiguration(plan.configuration, address =>
    run.has(address),
  );
  return {
    // So that it stays a plan where it changes no resource.
    resource_changes: [],
    ...reduced,
    ...(configuration !== undefined && { configuration }),
    ...(variables.length > 0 && {
      variables: Object.fromEntries(
        variables.map(({ name, value }) => [name, { value }]),
      ),
    }),
  };
}

/** Of what the plan changes or runs, as far as it is one. */
function addressesOf(plan: Record<string, unknown>): string[] {
  const listed = ['resource_changes', 'action_invocations'].flatMap(name =>
    listOf(plan[name]),
  );
  const deferred = listOf(plan.deferred_action_invocations).map(entry =>
    member(entry, 'action_invocation'),
  );
  return [...listed, ...deferred].flatMap(entry => {
    const address = member(entry, 'address');
    return typeof address === 'string' ? address : [];
  });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
