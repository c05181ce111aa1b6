import { InputError, isError } from '@backstage/errors';
import {
  planAddresses,
  planLimits,
  planOutline,
  readTerraformPlan,
  redactPlan,
} from '@countersign/plugin-change-management-common';
import {
  ConfigurationItem,
  resolveAddresses,
} from '@countersign/plugin-cmdb-common';
import { parseExactJson } from '@countersign/plugin-governance-common';
import { isRecord, parseJson } from '@countersign/plugin-governance-node';
import { countValues } from './countValues';
import { ReadPlan } from './ReadPlan';

/** A configuration item with the addresses it claims. */
export type Claimant = Pick<
  ConfigurationItem,
  'entityRef' | 'terraformAddresses'
>;

/** What a thread is given. */
export interface PlanTask {
  /** A JSON object in UTF-8 with a member `plan`. */
  bytes: Uint8Array;
  claimants: Claimant[];
}

/** What a thread answers; errors lose their kind on the way between threads, and so are answers. */
export type PlanTaskResult =
  | { refusal: string }
  | {
      /** The body with an empty object where the plan was. */
      body: Record<string, unknown>;
      plan: Pick<ReadPlan, 'outline' | 'text' | 'entities'>;
    };

/**
 * Reads the plan of a request's body: redacted, its addresses resolved to catalog entities. Runs in a thread of its
 * own: a large plan takes seconds.
 */
export async function readPlanBody(task: PlanTask): Promise<PlanTaskResult> {
  try {
    if (countValues(task.bytes, planLimits.values) > planLimits.values) {
      throw new InputError(
        `The plan holds more than ${planLimits.values} values. Plan in smaller pieces.`,
      );
    }
    const body = parseJson(task.bytes, parseExactJson);
    if (!isRecord(body) || !isRecord(body.plan)) {
      throw new InputError(
        'plan: a body of this size must hold a Terraform plan, as an object',
      );
    }
    const plan = readTerraformPlan(body.plan);
    const { matched } = resolveAddresses(planAddresses(plan), task.claimants);
    const redacted = await redactPlan(plan, { entities: matched });
    return {
      body: { ...body, plan: {} },
      plan: {
        outline: planOutline(redacted),
        text: JSON.stringify(redacted),
        entities: [...new Set(matched.values())].sort(),
      },
    };
  } catch (error) {
    if (isError(error) && error.name === InputError.name) {
      return { refusal: error.message };
    }
    throw error;
  }
}
