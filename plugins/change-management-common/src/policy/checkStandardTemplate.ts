import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import {
  entity,
  Phrase,
  say,
  ItemView,
} from '@countersign/plugin-governance-common';
import { Sha256Digest, digestOf } from '@countersign/plugin-ledger-common';
import {
  Change,
  RiskAssessment,
  riskLevels,
  StandardChangeTemplate,
} from '../model';
import { textDigest } from '../facts/content';

const proceduresFixed = [
  ['implementationPlan', 'implementation plan'],
  ['testPlan', 'test plan'],
  ['backoutPlan', 'backout plan'],
] as const;

/** What of a change its template constrains. */
export type TemplatedChange = Pick<
  Change,
  | 'category'
  | 'environment'
  | 'implementationPlan'
  | 'testPlan'
  | 'backoutPlan'
  | 'template'
>;

/** The same where its texts are known by their digests alone, and what it carries beside them. */
export interface TemplatedContent
  extends Omit<
    TemplatedChange,
    'implementationPlan' | 'testPlan' | 'backoutPlan'
  > {
  texts: Record<(typeof proceduresFixed)[number][0], Sha256Digest>;
  commit?: string;
  planDigest?: Sha256Digest;
  reliabilityFix?: boolean;
}

/**
 * Why a change is not a standard one under this template, in sentences; empty when it is. What was pre-approved is the
 * template's procedure at the template's version, for its items and environments, up to its risk: nothing else.
 */
export function checkStandardTemplate(
  template: StandardChangeTemplate,
  change: TemplatedContent,
  items: readonly ItemView[],
  risk: Pick<RiskAssessment, 'level'>,
): Phrase[] {
  const { match, environments } = template;
  const reasons: Phrase[] = [];
  if (change.template?.id !== template.id) {
    reasons.push(`The change is not made from the template ${template.id}.`);
  } else if (change.template.digest !== digestOf(template)) {
    reasons.push(
      `The template ${template.id} has changed since the change was made from it; make it anew.`,
    );
  }
  if (change.category !== template.category) {
    reasons.push(
      `The template is for the category ${template.category}, not ${change.category}.`,
    );
  }
  if (environments.length > 0 && !environments.includes(change.environment)) {
    reasons.push(
      `The template may be used in ${environments.join(', ')}, not in ${
        change.environment
      }.`,
    );
  }
  if (match) {
    for (const item of items) {
      if (!evaluateFilterPredicate(match, item)) {
        reasons.push(
          say`The template may not be used for ${entity(item.entityRef)}.`,
        );
      }
    }
  }
  for (const [field, title] of proceduresFixed) {
    if (change.texts[field] !== textDigest(template[field].trim())) {
      reasons.push(
        `The ${title} differs from the template's, which is what was pre-approved.`,
      );
    }
  }
  if (change.commit && !template.commit) {
    reasons.push(
      'The template is for a procedure without a new version, and the change names a commit.',
    );
  }
  if (change.planDigest && !template.plan) {
    reasons.push(
      'The template is for a procedure without a Terraform plan, and the change carries one.',
    );
  }
  if (change.reliabilityFix && !template.reliabilityFix) {
    reasons.push(
      'The change says it is a reliability fix, and the template is for none.',
    );
  }
  if (riskLevels.indexOf(risk.level) > riskLevels.indexOf(template.maxRisk)) {
    reasons.push(
      `Its risk is ${risk.level}; the template is for ${template.maxRisk} at most.`,
    );
  }
  return reasons;
}
