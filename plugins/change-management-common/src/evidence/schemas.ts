import { z } from 'zod';
import { sha256DigestSchema } from '@countersign/plugin-governance-common';
import { handKinds } from '../facts/hands';
import {
  changeCategories,
  conflictKinds,
  changeSourceSchema,
  changeTypes,
  deploymentOutcomes,
  gateChecks,
  recordedApprovalPolicySchema,
  recordedDemandSchema,
  reconciliationVerdicts,
  riskLevels,
  stackSchema,
} from '../model';

/**
 * Shapes that several kinds of ledger entry share. Entries are read back years later: texts have no length limits here.
 */
const text = z.string();

/** Version of the rules; entries of version 1 do not say. */
export const rulesSchema = z.int().min(1);

/** Digest of the world a decision relied on: that of a `change.relied` before it. */
export const reliedSchema = sha256DigestSchema.optional();

export const planCountsSchema = z.object({
  create: z.int(),
  update: z.int(),
  replace: z.int(),
  delete: z.int(),
  forget: z.int(),
  import: z.int().optional(),
  move: z.int().optional(),
  invoke: z.int().optional(),
});

export const windowSchema = z.object({ start: text, end: text });

/** A change as it stood when it was opened, without what the service derives later. */
export const changeSnapshotSchema = z.object({
  number: text,
  title: text,
  description: text,
  type: z.enum(changeTypes),
  category: z.enum(changeCategories),
  environment: text,
  items: z.array(text),
  team: text.optional(),
  requester: text,
  implementer: text.optional(),
  planAuthors: z.array(text),
  window: windowSchema.optional(),
  justification: text,
  implementationPlan: text,
  testPlan: text,
  backoutPlan: text,
  /** As they were taken: what a link may be today does not matter to a record. */
  links: z.array(z.object({ title: text, url: text })),
  reliabilityFix: z.boolean().optional(),
  commit: text.optional(),
  planDigest: sha256DigestSchema.optional(),
  source: changeSourceSchema,
  template: z.object({ id: text, digest: sha256DigestSchema }).optional(),
  demo: z.boolean(),
  rules: rulesSchema.optional(),
  /** Of the plan it was opened with. */
  counts: planCountsSchema.optional(),
  /** The configuration items the plan touches. */
  touches: z.array(text).optional(),
  /** Who had which hand in the change a retrospective one answers for. */
  inherits: z
    .array(
      z.object({
        who: text,
        as: z.enum(handKinds),
        at: text,
        entry: text,
        from: text,
      }),
    )
    .optional(),
});

export const approvalSubjectSchema = z.object({
  number: text,
  type: z.enum(changeTypes),
  environment: text,
  items: z.array(text),
  window: windowSchema.nullable(),
  planDigest: sha256DigestSchema.nullable(),
  commit: text.nullable(),
  policyDigest: sha256DigestSchema,
  round: z.int().min(0),
  rules: rulesSchema.optional(),
  stack: stackSchema.nullable().optional(),
  title: text.optional(),
  category: z.enum(changeCategories).optional(),
  team: text.nullable().optional(),
  template: z
    .object({ id: text, digest: sha256DigestSchema })
    .nullable()
    .optional(),
  texts: z.record(text, sha256DigestSchema).optional(),
  links: sha256DigestSchema.optional(),
  reliabilityFix: z.literal(true).optional(),
  risk: z.enum(riskLevels).nullable().optional(),
  acceptances: z
    .array(z.object({ key: text, ends: sha256DigestSchema.nullable() }))
    .optional(),
});

/**
 * The policy that applies: its name, the digest of the whole policy set and whom it asks. A standard change carries
 * its template's id and digest and asks nobody.
 */
export const appliedPolicySchema = z.object({
  name: text,
  digest: sha256DigestSchema,
  requirements: z.array(
    z.object({ group: text, reason: text, count: z.int().min(1) }),
  ),
});

export const approvalDecisionSchema = z.object({
  approvalId: text,
  round: z.int().min(0),
  /** The group in whose name it counts. */
  group: text,
  approver: text,
  /** The person who delegated, when the approver acted for somebody else. */
  onBehalfOf: text.optional(),
  subjectDigest: sha256DigestSchema,
  comment: text.optional(),
  /** With it, all that was asked for is there. */
  completes: z.boolean().optional(),
  relied: reliedSchema,
});

/** What an approver wants changed before they approve. */
export const changesRequestSchema = z.object({
  requestId: text,
  round: z.int().min(0),
  /** The group in whose name it was made. */
  group: text,
  approver: text,
  /** The person who delegated, when the approver acted for somebody else. */
  onBehalfOf: text.optional(),
  subjectDigest: sha256DigestSchema,
  comment: text,
  relied: reliedSchema,
});

export const riskSummarySchema = z.object({
  score: z.number(),
  level: z.enum(riskLevels),
  decidedBy: text,
  model: text,
});

export const conflictSummarySchema = z.object({
  key: text,
  kind: text,
  explanation: text,
  acceptable: z.boolean(),
  accepted: z.boolean(),
});

export const gateDecisionSchema = z.object({
  id: text,
  decision: z.enum(['allow', 'refuse']),
  changeNumber: text.optional(),
  checks: z.array(
    z.object({
      id: z.enum(gateChecks),
      passed: z.boolean(),
      detail: text,
      remedy: text.optional(),
    }),
  ),
  planDigest: sha256DigestSchema.optional(),
  commit: text.optional(),
  environment: text.optional(),
  stack: stackSchema.optional(),
  subjectDigest: sha256DigestSchema.optional(),
  decidedAt: text,
  askedBy: text,
  relied: reliedSchema,
});

/** A deployment as it was reported; the verdict is an entry of its own. */
export const reportedDeploymentSchema = z.object({
  id: text,
  externalId: text,
  changeNumber: text.optional(),
  environment: text,
  items: z.array(text),
  outcome: z.enum(deploymentOutcomes),
  planDigest: sha256DigestSchema.optional(),
  commit: text.optional(),
  /** Reports before it could be said have none. */
  committedAt: text.optional(),
  stack: stackSchema.optional(),
  startedAt: text,
  finishedAt: text,
  gateDecisionId: text.optional(),
  url: text.optional(),
  notes: text.optional(),
  reportedBy: text,
  /** Who deployed, when a pipeline reports for a person. */
  deployer: text.optional(),
});

export const reconciledSchema = z.object({
  /** Absent for `never_run`, which has no deployment. */
  deploymentId: text.optional(),
  verdict: z.enum(reconciliationVerdicts),
  reasons: z.array(text),
  covers: z.boolean().optional(),
  retrospectiveChange: text.optional(),
  reconciledAt: text,
  relied: reliedSchema,
});

const approverSchema = z.object({
  user: text,
  via: z.enum(['member', 'delegate']),
  onBehalfOf: text.optional(),
});

/** A configuration item as policies saw it; what is not known of it is absent. */
const itemViewSchema = z.object({
  entityRef: text,
  kind: text,
  type: text.optional(),
  tier: text.optional(),
  soxScope: z.boolean(),
  dataClassification: text.optional(),
  environment: text.optional(),
  owner: text.optional(),
  system: text.optional(),
  stateful: z.boolean(),
  metadata: z.object({
    namespace: text.optional(),
    name: text.optional(),
    title: text.optional(),
  }),
  spec: z.object({
    type: text.optional(),
    lifecycle: text.optional(),
    owner: text.optional(),
    system: text.optional(),
  }),
});

/**
 * What a decision relied on beside the change itself, as the portal knew it. Who is in which group and what the catalog
 * says stays a statement of the portal; what follows from it can be worked out again.
 */
export const recordedWorldSchema = z.object({
  items: z.array(itemViewSchema),
  candidates: z.array(
    z.object({ group: text, approvers: z.array(approverSchema) }),
  ),
  freezes: z.array(
    z.object({
      title: text,
      until: text.optional(),
      allowEmergency: z.boolean(),
    }),
  ),
  conflicts: z.array(
    z.object({
      key: text,
      kind: z.enum(conflictKinds),
      explanation: text,
      ends: sha256DigestSchema.optional(),
      acceptable: z.boolean(),
    }),
  ),
  conflictsTruncated: z.boolean(),
  risk: z.object({ score: z.number(), level: z.enum(riskLevels) }).optional(),
  /** What other areas demanded; absent where none did. */
  demands: z.array(recordedDemandSchema).optional(),
  /** Other changes as which the same content was rejected; absent where there were none. */
  rejections: z.array(z.object({ number: text, at: text })).optional(),
  ruleset: sha256DigestSchema,
});

/** The configuration a decision relied on. */
export const rulesetSchema = z.object({
  policyDigest: sha256DigestSchema,
  policies: z.array(recordedApprovalPolicySchema),
  /** The standard change's template as it stood; `null` when it is gone. */
  template: z.looseObject({ id: text }).nullable().optional(),
  templateDigest: sha256DigestSchema.optional(),
  /** The most critical first. */
  environments: z.array(text),
  /** How long an emergency may stay unapproved, in milliseconds. */
  termMs: z.number(),
});
