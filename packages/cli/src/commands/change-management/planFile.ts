import {
  planDigest,
  PlanToSend,
  planToSend,
} from '@countersign/plugin-change-management-common';
import { sha256DigestSchema } from '@countersign/plugin-governance-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { CommandFailure } from '../../output/failure';
import { readText } from '../../input/files';

/**
 * Reads `terraform show -json` output, and what of it may be sent: what it does, and how its providers are configured.
 * Prior state, the variables nothing of that refers to and the rest of the configuration never leave the machine.
 */
export async function readPlanFile(path: string): Promise<PlanToSend> {
  const text = await readText(path);
  try {
    return planToSend(text);
  } catch (error) {
    throw new CommandFailure(
      `${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The digest given, or that of the plan given; undefined when neither is. */
export async function digestFrom(options: {
  plan?: string;
  planDigest?: string;
}): Promise<Sha256Digest | undefined> {
  if (options.plan !== undefined && options.planDigest !== undefined) {
    throw new CommandFailure('Give --plan or --plan-digest, not both.');
  }
  if (options.plan !== undefined) {
    return planDigest((await readPlanFile(options.plan)).plan);
  }
  if (options.planDigest === undefined) return undefined;
  const parsed = sha256DigestSchema.safeParse(options.planDigest);
  if (!parsed.success) {
    throw new CommandFailure(
      `--plan-digest ${parsed.error.issues[0].message}.`,
    );
  }
  return parsed.data;
}
