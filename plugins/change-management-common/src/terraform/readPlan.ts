import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { parseExactJson } from '@countersign/plugin-governance-common';
import { actionOf } from './actions';
import { assertKnownMembers } from './knownMembers';
import { TerraformPlan, terraformPlanSchema } from './planSchema';
import { statedProviders } from './providers';
import { reducePlan } from './reducePlan';
import { isContainer, isRecord } from './values';

/** What a plan may be at most. Beyond it, plan in smaller pieces. */
export const planLimits = {
  /** Characters of JSON text. */
  characters: 64 * 1024 * 1024,
  /** Values of the JSON text, whatever they are: what a service that reads it has memory for. */
  values: 4_000_000,
  /** Resource changes, and drifted resources, each. */
  resources: 50_000,
  /** Attributes that differ, of all resources together: more than anybody reviews. */
  attributes: 100_000,
  /** How deeply the value of an attribute may be nested. */
  depth: 64,
} as const;

/**
 * Reads a plan from JSON text.
 *
 * @throws InputError which says what is wrong with it; see {@link readTerraformPlan}.
 */
export function parseTerraformPlan(text: string): TerraformPlan {
  return planToSend(text).plan;
}

/** A plan that was read, and what of it may be sent: see `reducePlan.ts`. */
export interface PlanToSend {
  plan: TerraformPlan;
  /** To be written by `exactJson`: its numbers may be more than JavaScript's. */
  json: Record<string, unknown>;
}

/**
 * Reads a plan from JSON text, to send it.
 *
 * @throws InputError which says what is wrong with it; see {@link readTerraformPlan}.
 */
export function planToSend(text: string): PlanToSend {
  if (text.length > planLimits.characters) {
    throw new InputError(
      `The plan is ${megabytes(text.length)} MB of JSON; at most ${megabytes(
        planLimits.characters,
      )} MB are read. Plan in smaller pieces.`,
    );
  }
  const json = planJson(text);
  const plan = readTerraformPlan(json);
  return { plan, json: isRecord(json) ? reducePlan(json) : {} };
}

function planJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    // Nothing of the text is quoted: there may be a secret where it is damaged.
    throw new InputError(
      text.trimStart().startsWith('{')
        ? 'The plan is not valid JSON: it is cut off or damaged. Write it again with `terraform show -json plan.bin > plan.json`.'
        : 'The plan is not JSON. Convert a saved plan with `terraform show -json plan.bin > plan.json`.',
    );
  }
}

/**
 * Reads `terraform show -json` output of format 1.x, as `parseExactJson` gives it.
 *
 * @throws InputError when it is something else (a state, another major format), was errored, says something that is not
 * known, or exceeds {@link planLimits}.
 */
export function readTerraformPlan(json: unknown): TerraformPlan {
  assertPlan(json);
  assertKnownMembers(json);
  const result = terraformPlanSchema.safeParse(reducePlan(json));
  if (!result.success) {
    throw new InputError(
      `The plan is malformed: ${z.prettifyError({
        ...result.error,
        issues: result.error.issues.slice(0, 5),
      })}`,
    );
  }
  const plan = result.data;
  if (plan.errored) {
    throw new InputError(
      'Terraform marks this plan as errored: it is not whole and cannot be applied. Mend the error and plan again.',
    );
  }
  assertWithinLimits(plan);
  // Actions this reader does not know cannot be judged.
  plan.resource_changes?.forEach(r => actionOf(r.change.actions, r.address));
  plan.output_changes?.forEach(({ name, change }) =>
    actionOf(change.actions, `output.${name}`),
  );
  return plan;
}

function assertPlan(json: unknown): asserts json is Record<string, unknown> {
  if (!isRecord(json)) {
    throw new InputError(
      'This is not a Terraform plan: a plan is a JSON object, as `terraform show -json plan.bin` prints it.',
    );
  }
  const version = 'format_version' in json ? json.format_version : undefined;
  if (typeof version !== 'string') {
    throw new InputError(
      'This is not a Terraform plan: it has no format_version. Use the output of `terraform show -json plan.bin`.',
    );
  }
  if (!/^1(\.\d+)*$/.test(version)) {
    throw new InputError(
      `The plan's format_version is ${JSON.stringify(
        version.slice(0, 40),
      )}; only the major format 1 is known. Plan with Terraform 1.1 or newer.`,
    );
  }
  const isPlan = [
    'resource_changes',
    'output_changes',
    'planned_values',
    'action_invocations',
  ].some(member => member in json);
  if (!isPlan) {
    throw new InputError(
      'values' in json
        ? 'This is a Terraform state, not a plan. Use `terraform plan -out=plan.bin` and `terraform show -json plan.bin`.'
        : 'This is not a Terraform plan: it has no resource_changes.',
    );
  }
}

function assertWithinLimits(plan: TerraformPlan) {
  const invocations = [
    ...(plan.action_invocations ?? []),
    ...(plan.deferred_action_invocations ?? []).map(d => d.action_invocation),
  ];
  const lists = {
    resource_changes: plan.resource_changes ?? [],
    resource_drift: plan.resource_drift ?? [],
    action_invocations: invocations,
  };
  for (const [list, entries] of Object.entries(lists)) {
    if (entries.length > planLimits.resources) {
      throw new InputError(
        `The plan has ${entries.length} entries in ${list}; at most ${planLimits.resources} are read. Plan in smaller pieces.`,
      );
    }
    for (const entry of entries) {
      assertDepth('change' in entry ? entry.change : entry, entry.address);
    }
  }
  for (const { name, change } of plan.output_changes ?? []) {
    assertDepth(change, `output.${name}`);
  }
  for (const provider of statedProviders(plan)) {
    assertDepth(provider, `provider ${provider.key}`);
  }
}

function assertDepth(change: object, address: string) {
  // The change itself and the value's root are two levels.
  if (depthExceeds(change, planLimits.depth + 2)) {
    throw new InputError(
      `A value of ${address.slice(0, 200)} is nested more than ${
        planLimits.depth
      } levels deep.`,
    );
  }
}

function depthExceeds(value: unknown, limit: number): boolean {
  if (!isContainer(value)) return false;
  if (limit === 0) return true;
  return Object.values(value).some(inner => depthExceeds(inner, limit - 1));
}

function megabytes(characters: number): number {
  return Math.ceil(characters / 1024 / 1024);
}
