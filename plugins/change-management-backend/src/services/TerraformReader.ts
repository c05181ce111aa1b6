import {
  planAddresses,
  readTerraformPlan,
  RedactedPlan,
  redactPlan,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph, resolveAddresses } from '@countersign/plugin-cmdb-common';

/** A plan as it may be stored, and the catalog entities it touches. */
export interface ReadPlan {
  plan: RedactedPlan;
  /** Sorted, each once. */
  entities: string[];
}

/**
 * Reads the output of `terraform show -json`: redacted, its addresses resolved to catalog entities. What came in is
 * not kept anywhere.
 *
 * @throws InputError when it is no plan of a known format; the message quotes nothing of its content
 */
export async function readPlan(
  json: unknown,
  graph: CmdbGraph,
): Promise<ReadPlan> {
  const plan = readTerraformPlan(json);
  const { matched } = resolveAddresses(planAddresses(plan), graph.items());
  return {
    plan: await redactPlan(plan, { entities: matched }),
    entities: [...new Set(matched.values())].sort(),
  };
}

/** What a change keeps of its plan beside the plan itself. */
export function planSummary({ digest, counts, unmapped }: RedactedPlan) {
  return { digest, counts, unmapped };
}
