import { z } from 'zod';
import {
  changeCategories,
  changeSourceSchema,
  changeTypes,
  deploymentOutcomes,
  gateChecks,
  reconciliationVerdicts,
  riskLevels,
  sha256DigestSchema,
} from '../model';

/**
 * Shapes that several kinds of ledger entry share. Entries are read back years later: texts have no length limits here.
 */
const text = z.string();

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
  commit: text.optional(),
  planDigest: sha256DigestSchema.optional(),
  source: changeSourceSchema,
  template: z.object({ id: text, digest: sha256DigestSchema }).optional(),
  demo: z.boolean(),
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
  subjectDigest: sha256DigestSchema.optional(),
  decidedAt: text,
  askedBy: text,
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
  retrospectiveChange: text.optional(),
  reconciledAt: text,
});
