import {
  Change,
  Facts,
  fold,
  PlanCounts,
  RULES,
} from '@countersign/plugin-change-management-common';

/** A change that is not opened yet, as far as the judge looks at it. */
export type DraftChange = Pick<
  Change,
  | 'title'
  | 'description'
  | 'type'
  | 'category'
  | 'environment'
  | 'items'
  | 'team'
  | 'requester'
  | 'implementer'
  | 'planAuthors'
  | 'window'
  | 'justification'
  | 'implementationPlan'
  | 'testPlan'
  | 'backoutPlan'
  | 'links'
  | 'reliabilityFix'
  | 'commit'
  | 'template'
> & { plan?: { digest: string; counts: PlanCounts }; touches?: string[] };

/** The facts a change would have if the draft were opened now. */
export function draftFacts(draft: DraftChange, now: Date): Facts {
  const { plan, ...fields } = draft;
  return fold(undefined, {
    id: '',
    type: 'change.created',
    actor: draft.requester,
    occurredAt: now.toISOString(),
    data: JSON.parse(
      JSON.stringify({
        ...fields,
        number: '',
        planDigest: plan?.digest,
        counts: plan?.counts,
        source: { kind: 'portal' },
        demo: false,
        rules: RULES,
      }),
    ),
  })!;
}
