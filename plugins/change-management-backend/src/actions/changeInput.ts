import { InputError } from '@backstage/errors';
import { parseExactJson } from '@countersign/plugin-governance-common';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';

/** What describes a change to an action: a step of a template, or an assistant. */
export const changeFields = (z: typeof zod3) =>
  z.object({
    title: z.string().min(3).max(200),
    description: z.string().optional(),
    type: z.enum(['normal', 'standard', 'emergency']).optional(),
    category: z.string().optional(),
    environment: z.string().describe('Such as production'),
    items: z
      .array(z.string())
      .optional()
      .describe(
        'Entity refs of the configuration items; taken from the plan when absent',
      ),
    implementer: z.string().optional().describe('Entity ref of a user'),
    window: z
      .object({ start: z.string(), end: z.string() })
      .optional()
      .describe('ISO 8601 with offset'),
    justification: z.string().optional(),
    implementationPlan: z.string().optional(),
    testPlan: z.string().optional(),
    backoutPlan: z.string().optional(),
    commit: z.string().optional().describe('Full commit hash'),
    reliabilityFix: z
      .boolean()
      .optional()
      .describe(
        'It restores or protects what a service promises; its approvers confirm it',
      ),
    requester: z
      .string()
      .optional()
      .describe('For pipelines: the person it acts for'),
    planAuthors: z.array(z.string()).optional(),
    template: z
      .string()
      .optional()
      .describe('Id of the standard change template'),
    plan: z
      .union([z.string(), z.record(z.unknown())])
      .optional()
      .describe('Terraform plan as JSON, or as JSON text'),
    planDigest: z
      .string()
      .optional()
      .describe('Instead of the plan: one uploaded before'),
    source: z
      .object({
        kind: z
          .enum(['cli', 'scaffolder', 'api'])
          .optional()
          .describe('What called this, as the credentials say when absent'),
        runId: z.string().optional(),
        repository: z.string().optional(),
        pullRequest: z.string().optional(),
        workspace: z.string().optional(),
        directory: z
          .string()
          .optional()
          .describe("Terraform's root module, from the repository's root"),
        backend: z
          .string()
          .optional()
          .describe('Where its state is kept, such as gcs://bucket/prefix'),
      })
      .optional(),
  });

type ChangeFields = zod3.output<ReturnType<typeof changeFields>>;

/**
 * The same as the API takes it.
 *
 * @param through - What called the action.
 */
export function changeOf(
  { plan, source, ...fields }: ChangeFields,
  through: 'scaffolder' | 'api',
): Record<string, unknown> {
  return {
    ...withoutBlanks(fields),
    source: { kind: through, ...withoutBlanks(source ?? {}) },
    ...(plan !== undefined && { plan: planOf(plan) }),
  };
}

/** A field of a template that nobody filled in may come as an empty text; an optional one then counts as absent. */
function withoutBlanks(fields: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== ''),
  );
}

/** A template may hand over the text of the plan. The error quotes nothing of it. */
function planOf(plan: unknown): unknown {
  if (typeof plan !== 'string') return plan;
  try {
    return parseExactJson(plan);
  } catch {
    throw new InputError('plan: is not valid JSON. Was it cut off on its way?');
  }
}
