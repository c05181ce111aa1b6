import { TimeWindow } from '@countersign/plugin-governance-common';
import { Sha256Digest, digestOf } from '@countersign/plugin-ledger-common';
import { Change, ChangeCategory, PlanCounts, RiskLevel, Stack } from '../model';
/** The long texts of a change. The approval subject carries their digests. */
export const textFields = [
  'description',
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
] as const;
export type TextField = (typeof textFields)[number];

/** What a change says, as it stands: all that an approver reads and a policy or the risk uses. */
export interface Content {
  title: string;
  category: ChangeCategory;
  environment: string;
  items: string[];
  window?: TimeWindow;
  planDigest?: Sha256Digest;
  /** Of the plan, for the policies. */
  counts?: PlanCounts;
  /** The configuration items the plan touches. */
  touches: string[];
  commit?: string;
  stack?: Stack;
  team?: string;
  template?: { id: string; digest: Sha256Digest };
  texts: Record<TextField, Sha256Digest>;
  /** Whether a justification is given; its text is not kept here. */
  justified: boolean;
  links: Sha256Digest;
  risk?: { score: number; level: RiskLevel };
  /** It is said to be a reliability fix; absent where it is not. */
  reliabilityFix?: boolean;
}

/** The digest of a text as it stands in a subject. */
export const textDigest = (text: string): Sha256Digest => digestOf(text);

/** The texts and links of a change by their digests. */
export function digestsOfTexts(
  change: Pick<Change, TextField | 'links'>,
): Pick<Content, 'texts' | 'links' | 'justified'> {
  return {
    texts: {
      description: textDigest(change.description),
      justification: textDigest(change.justification),
      implementationPlan: textDigest(change.implementationPlan),
      testPlan: textDigest(change.testPlan),
      backoutPlan: textDigest(change.backoutPlan),
    },
    links: digestOf(change.links),
    justified: change.justification.trim() !== '',
  };
}
