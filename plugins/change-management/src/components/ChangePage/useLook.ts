import {
  ApprovalSubject,
  ChangeDetail,
  differingFields,
  digestsOfTexts,
  textFields,
} from '@countersign/plugin-change-management-common';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useMyTeams } from '@countersign/plugin-governance-react';
import { rememberSubject, seenSubject } from './seenSubject';

/** What the reader has looked at, and what differs from it now. */
export interface Look {
  /** What of the subject differs; absent when nothing does. */
  differences?: {
    fields: string[];
    before: ApprovalSubject;
    after: ApprovalSubject;
  };
  /** A text the page has shown, by its digest. */
  textOf(digest: string): string | undefined;
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
export function useLook({ change, approvals }: ChangeDetail): Look {
  const { user } = useMyTeams();
  const { number } = change;
  const subject = approvals?.subject;
  const [seen, setSeen] = useState<ApprovalSubject>();
  const textOf = useShownTexts(change);

  useEffect(() => {
    if (!user || !subject || seen) return;
    const before = seenSubject(user, number);
    if (!before) rememberSubject(user, subject);
    setSeen(before ?? subject);
  }, [user, subject, seen, number]);

  const fields = seen && subject ? differingFields(seen, subject) : [];
  return {
    differences:
      seen && subject && fields.length
        ? { fields, before: seen, after: subject }
        : undefined,
    textOf,
    markLooked: () => {
      if (!subject) return;
      if (user) rememberSubject(user, subject);
      setSeen(subject);
    },
  };
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
