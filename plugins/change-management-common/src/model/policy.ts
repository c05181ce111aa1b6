import {
  createZodV4FilterPredicateSchema,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { z } from 'zod';
import {
  entityRefSchema,
  ItemFields,
  itemPredicateSchema,
  refuseUnstorable,
  slugSchema,
  textSchema,
  strictly,
  unknownKeys,
} from '@countersign/plugin-governance-common';
import { policyPredicateSchema } from '../policy/policyVocabulary';
import { conflictKinds } from './calendar';
import { changeCategories } from './change';
import { RiskLevel, riskLevels } from './risk';

export type { PolicyReplayRow, PolicyReplay } from '../answers/replay';

const count = z.int().min(1).max(20).default(1);

/**
 * Who must approve. `group` names a group, or a person; `ownersOf: items` asks the owner of every configuration item,
 * each with its own count.
 */
export const requirementSchema = z.union(
  [
    strictly({
      group: entityRefSchema.refine(
        ref => /^(group|user):/.test(ref),
        'must be a group or a person, such as group:default/change-advisory-board',
      ),
      count,
    }),
    strictly({ ownersOf: z.literal('items'), count }),
  ],
  { error: ({ input, errors }) => requirementProblem(input, errors) },
);

/** Neither of two forms fits: what is wrong with the one that was meant. */
function requirementProblem(
  input: unknown,
  errors: z.core.$ZodIssue[][],
): string {
  const keys = typeof input === 'object' && input ? Object.keys(input) : [];
  const known = ['group', 'ownersOf', 'count'];
  const unknown = keys.filter(key => !known.includes(key));
  if (unknown.length > 0) return unknownKeys(unknown, known);
  const [meant] = errors.filter((_, i) => keys.includes(known[i]));
  if (!meant || keys.includes('group') === keys.includes('ownersOf')) {
    return 'must have either group, such as group:default/change-advisory-board, or ownersOf: items';
  }
  return meant
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ');
}

const approvalPolicyFields = {
  name: textSchema.min(1).max(100),
  description: textSchema.max(1000).optional(),
  /** A Backstage filter predicate over {@link PolicySubject}; absent matches everything. */
  match: policyPredicateSchema.optional(),
  require: z.array(requirementSchema).max(20),
};

export const approvalPolicySchema = strictly(approvalPolicyFields);
export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;

/** Whom a policy on record asked. */
export const recordedRequirementSchema = z.union([
  z.object({ group: z.string(), count }),
  z.object({ ownersOf: z.literal('items'), count }),
]);

/** The same as it stands on record: its words may be those of an earlier version, or of another configuration. */
export const recordedApprovalPolicySchema = z.object({
  ...approvalPolicyFields,
  match: createZodV4FilterPredicateSchema().optional(),
  require: z.array(recordedRequirementSchema),
});

/** In order: the first policy that matches applies, and its absence refuses. */
export const approvalPoliciesSchema = z
  .array(approvalPolicySchema)
  .min(1)
  .max(200)
  .refine(ps => new Set(ps.map(p => p.name)).size === ps.length, {
    message: 'policy names must be unique',
  })
  .superRefine((policies, context) => {
    const last = policies.findIndex(({ match }) => match === undefined);
    policies.slice(last + 1).forEach(({ name }, i) => {
      if (last < 0) return;
      context.addIssue({
        code: 'custom',
        path: [last + 1 + i],
        message: `${name} never applies: ${policies[last].name} before it matches every change. Put what matches everything last`,
      });
    });
  });

/** What a policy's predicate sees. */
export interface PolicySubject {
  change: {
    type: string;
    category: string;
    environment: string;
    team?: string;
    requester: string;
    destroys: number;
    replaces: number;
    hasPlan: boolean;
    reliabilityFix: boolean;
  };
  risk: { score: number; level: RiskLevel };
  items: ItemFields[];
}

const storedText = z.string().superRefine(refuseUnstorable);

/** A standard change: pre-authorised, from a template a platform team keeps in configuration. */
export const standardChangeTemplateSchema = strictly({
  id: slugSchema,
  title: textSchema.min(3).max(200),
  description: textSchema.max(2000).default(''),
  category: z.enum(changeCategories),
  /** Which items it may be used for; absent means any. */
  match: itemPredicateSchema.optional(),
  environments: z.array(slugSchema).default([]),
  implementationPlan: storedText.default(''),
  testPlan: storedText.default(''),
  backoutPlan: storedText.default(''),
  /** The highest risk at which it is still standard. */
  maxRisk: z.enum(riskLevels).default('low'),
  /** Whether a change made from it may name a commit. What was pre-approved is a procedure, not a version. */
  commit: z.boolean().default(false),
  /** Whether a change made from it may carry a Terraform plan. */
  plan: z.boolean().default(false),
  /** Whether a change made from it is a reliability fix. */
  reliabilityFix: z.boolean().optional(),
  /** Which kinds of conflicts whoever uses it may accept. */
  acceptConflicts: z.array(z.enum(conflictKinds)).default([]),
});
export type StandardChangeTemplate = z.infer<
  typeof standardChangeTemplateSchema
>;

export type { FilterPredicate };
