import { ApprovalSubject } from '../model';
import { remembered } from '@countersign/plugin-governance-common';
import {
  canonicalJson,
  Sha256Digest,
  digestOf,
} from '@countersign/plugin-ledger-common';
import { Facts } from './facts';

/**
 * Exactly what is approved: all that an approver reads, and all that the policies and the risk use. The people involved
 * are not in it; the duty rules watch them. `policyDigest` is the digest of the policy set that says who approves; for a
 * standard change, of the template that pre-approves it.
 */
export function subjectOf(
  facts: Pick<
    Facts,
    'number' | 'rules' | 'type' | 'round' | 'content' | 'acceptances'
  >,
  policyDigest: Sha256Digest,
): ApprovalSubject {
  const { content } = facts;
  return {
    rules: facts.rules,
    number: facts.number,
    type: facts.type,
    environment: content.environment,
    items: [...new Set(content.items)].sort(),
    window: content.window
      ? { start: content.window.start, end: content.window.end }
      : null,
    planDigest: content.planDigest ?? null,
    commit: content.commit ?? null,
    stack: content.stack ?? null,
    title: content.title,
    category: content.category,
    team: content.team ?? null,
    template: content.template ?? null,
    texts: content.texts,
    links: content.links,
    // What is no such fix reads as it did before there were any.
    ...(content.reliabilityFix && { reliabilityFix: true }),
    risk: content.risk?.level ?? null,
    acceptances: facts.acceptances
      .filter(({ round }) => round === facts.round)
      .map(({ key, ends }) => ({ key, ends: ends ?? null }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    policyDigest,
    round: facts.round,
  };
}

/**
 * The digest of what approval was asked for, if that is what stands there now; undefined when nothing was asked, or
 * something else stands there.
 */
export const currentSubjectDigest = remembered(
  (facts: Facts): Sha256Digest | undefined => {
    const { asked } = facts;
    if (!asked || asked.round !== facts.round) return undefined;
    const stands = digestOf(subjectOf(facts, asked.subject.policyDigest));
    return stands === asked.subjectDigest ? stands : undefined;
  },
);

const readAs: Record<string, string> = {
  planDigest: 'plan',
  stack: 'where it is applied',
  reliabilityFix: 'whether it is a reliability fix',
  risk: 'risk',
  acceptances: 'accepted conflicts',
  policyDigest: 'policies',
};

/** Which members differ between two subjects; those of its `texts` by their own names. */
export function differingFields(
  before: ApprovalSubject,
  after: ApprovalSubject,
): string[] {
  const flat = ({
    texts,
    round: _round,
    rules: _rules,
    ...rest
  }: ApprovalSubject) => ({
    ...rest,
    ...texts,
  });
  const [a, b]: Record<string, unknown>[] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    key => textOf(a[key]) !== textOf(b[key]),
  );
}

function textOf(value: unknown): string {
  return canonicalJson(value ?? null, { omitUndefined: true });
}

/** What differs between two subjects, as people call it: `title`, `window`, `plan`. */
export function subjectDifferences(
  before: ApprovalSubject,
  after: ApprovalSubject,
): string[] {
  return differingFields(before, after).map(key => readAs[key] ?? words(key));
}

/** `testPlan` as `test plan`. */
function words(name: string) {
  return name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
