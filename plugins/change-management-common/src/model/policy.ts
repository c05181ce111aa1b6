import {
  createZodV4FilterPredicateSchema,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { z } from 'zod';
import { conflictKinds } from './calendar';
import { entityRefSchema, Sha256Digest } from './primitives';
import { RiskLevel } from './risk';

/**
 * Who must approve. `group` names a group; `ownersOf: items` asks the owner of every configuration item, each with its
 * own count.
 */
const requirementSchema = z.union([
  z.strictObject({
    group: entityRefSchema,
    count: z.int().min(1).max(20).default(1),
  }),
  z.strictObject({
    ownersOf: z.literal('items'),
    count: z.int().min(1).max(20).default(1),
  }),
]);

export const approvalPolicySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(1000).optional(),
  /** A Backstage filter predicate over {@link PolicySubject}; absent matches everything. */
  match: createZodV4FilterPredicateSchema().optional(),
  require: z.array(requirementSchema).max(20),
});
export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;

/** In order: the first policy that matches applies, and its absence refuses. */
export const approvalPoliciesSchema = z
  .array(approvalPolicySchema)
  .min(1)
  .max(200)
  .refine(ps => new Set(ps.map(p => p.name)).size === ps.length, {
    message: 'policy names must be unique',
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
  };
  risk: { score: number; level: RiskLevel };
  items: {
    entityRef: string;
    kind: string;
    type?: string;
    tier?: string;
    soxScope: boolean;
    dataClassification?: string;
    environment?: string;
    owner?: string;
    system?: string;
    stateful: boolean;
  }[];
}

/** A configuration item as predicates see it; made by `itemView`. */
export type ItemView = PolicySubject['items'][number] & {
  metadata: { namespace?: string; name?: string; title?: string };
  spec: { type?: string; lifecycle?: string; owner?: string; system?: string };
};

/** A standard change: pre-authorised, from a template a platform team keeps in configuration. */
export const standardChangeTemplateSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().trim().min(3).max(200),
  description: z.string().trim().max(2000).default(''),
  category: z.string(),
  /** Which items it may be used for; absent means any. */
  match: createZodV4FilterPredicateSchema().optional(),
  environments: z.array(z.string()).default([]),
  implementationPlan: z.string().default(''),
  testPlan: z.string().default(''),
  backoutPlan: z.string().default(''),
  /** The highest risk at which it is still standard. */
  maxRisk: z.enum(['low', 'moderate', 'high', 'very_high']).default('low'),
  /** Whether a change made from it may name a commit. What was pre-approved is a procedure, not a version. */
  commit: z.boolean().default(false),
  /** Whether a change made from it may carry a Terraform plan. */
  plan: z.boolean().default(false),
  /** Which kinds of conflicts whoever uses it may accept. */
  acceptConflicts: z.array(z.enum(conflictKinds)).default([]),
});
export type StandardChangeTemplate = z.infer<
  typeof standardChangeTemplateSchema
>;

/** One past change judged by a draft policy set. */
export interface PolicyReplayRow {
  number: string;
  title: string;
  closedAt?: string;
  before: { policy?: string; requirements: { group: string; count: number }[] };
  after: { policy?: string; requirements: { group: string; count: number }[] };
  /** What would have differed, in sentences. */
  differences: string[];
  /** Whether the approvals the change really got would have met the draft. */
  wouldHaveBeenMet: boolean;
  /** The same for the policies in force, judged over the same people. */
  meetsCurrent: boolean;
}

export interface PolicyReplay {
  currentDigest: Sha256Digest;
  draftDigest: Sha256Digest;
  /** Changes looked at. */
  n: number;
  /** Of which the draft treats differently. */
  differing: number;
  rows: PolicyReplayRow[];
}

export type { FilterPredicate };
