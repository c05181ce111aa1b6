import {
  ApprovalSubject,
  ChangeDetail,
  PlanCounts,
  differingFields,
  digestsOfTexts,
  textFields,
} from '@countersign/plugin-change-management-common';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useMyTeams } from '@countersign/plugin-governance-react';
import { rememberSubject, seenSubject } from './seenSubject';

/** Two subjects, and the fields in which they differ. */
export interface Differences {
  fields: string[];
  before: ApprovalSubject;
  after: ApprovalSubject;
}

/** What the reader has looked at, and what differs from it now. */
export interface Look {
  /** What of the subject differs; absent when nothing does. */
  differences?: Differences & {
    /** The round in which the reader approved what stood there before; absent when they only looked. */
    approvedIn?: number;
  };
  /** What differs from the last round that was voided; absent when it asked for the same, or there was none. */
  sinceRound?: Differences & { round: number };
  /** A text the page has shown, by its digest. */
  textOf(digest: string): string | undefined;
  /** What a plan does, by its digest, where that is known. */
  countsOf(digest: string): PlanCounts | undefined;
  /** The reader has looked at what stands there now. */
  markLooked(): void;
}

export const LookContext = createContext<Look | undefined>(undefined);

/** What differs since the reader looked. */
export function useDifferences(): Look {
  const look = useContext(LookContext);
  if (!look) throw new Error('used outside the page of a change');
  return look;
}

/**
 * Compares what approval is asked for with what the reader saw first, on this page or on an earlier visit. It stays
 * different until they say that they have looked.
 */
export function useLook(detail: ChangeDetail): Look {
  const { change, approvals, voidedRound } = detail;
  const { user } = useMyTeams();
  const { number } = change;
  const subject = approvals?.subject;
  const [seen, setSeen] = useState<ApprovalSubject>();
  const textOf = useShownTexts(change);
  // Whoever approved has looked at just that, whatever this browser remembers.
  const approved = voidedRound?.decisions.some(
    d => d.approved && d.approver === user,
  )
    ? voidedRound
    : undefined;

  useEffect(() => {
    if (!user || !subject || seen) return;
    const known = seenSubject(user, number);
    const first = known ?? approved?.subject ?? subject;
    if (!known) rememberSubject(user, first);
    setSeen(first);
  }, [user, subject, seen, number, approved]);

  const approvedIn =
    approved && seen && seen.round <= approved.round
      ? approved.round
      : undefined;
  const before = approvedIn ? approved?.subject : seen;
  const sinceRound = differencesOf(voidedRound?.subject, subject);
  const differences = differencesOf(before, subject);
  return {
    differences: differences && { ...differences, approvedIn },
    sinceRound: sinceRound && { ...sinceRound, round: voidedRound!.round },
    textOf,
    countsOf: digest =>
      [
        { digest: change.plan?.digest, counts: change.plan?.counts },
        {
          digest: voidedRound?.subject.planDigest,
          counts: voidedRound?.counts,
        },
      ].find(plan => plan.digest === digest)?.counts,
    markLooked: () => {
      if (!subject) return;
      if (user) rememberSubject(user, subject);
      setSeen(subject);
    },
  };
}

function differencesOf(
  before: ApprovalSubject | undefined,
  after: ApprovalSubject | undefined,
): Differences | undefined {
  if (!before || !after) return undefined;
  const fields = differingFields(before, after);
  return fields.length ? { fields, before, after } : undefined;
}

/** Keeps the texts that the page has shown: a subject holds their digests only. */
function useShownTexts(change: ChangeDetail['change']): Look['textOf'] {
  const shown = useRef(new Map<string, string>());
  const { texts, links } = digestsOfTexts(change);
  for (const field of textFields)
    shown.current.set(texts[field], change[field]);
  shown.current.set(
    links,
    change.links.map(({ title, url }) => `${title} ${url}`).join(', '),
  );
  return digest => shown.current.get(digest);
}
