import { InputError } from '@backstage/errors';
import {
  ApprovalPolicy,
  approvalPoliciesSchema,
} from '@countersign/plugin-change-management-common';
import { inWords } from '@countersign/plugin-governance-common';
import { parse } from 'yaml';

/**
 * Reads draft policies from YAML, of which JSON is a part.
 *
 * @throws InputError which says what is wrong, and where
 */
export function readDraft(text: string): ApprovalPolicy[] {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new InputError(
      error instanceof Error ? error.message : String(error),
    );
  }
  const result = approvalPoliciesSchema.safeParse(raw, inWords);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    path.length ? `${path.map(String).join('.')}: ${message}` : message,
  );
  throw new InputError(problems.join('\n'));
}
