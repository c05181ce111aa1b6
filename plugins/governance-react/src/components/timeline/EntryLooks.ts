import { Phrase } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';

/** What an entry says to a reader. */
export interface EntryText {
  /** What happened, after the name of who did it. */
  sentence: Phrase;
  /** Markdown, as a person wrote it. */
  words?: string;
  /** Lines of detail. */
  details?: Phrase[];
}

/** What an entry is, beside its words: what people say stands out, and what was decided has a color. */
export type EntryTone = 'comment' | 'request' | 'good' | 'bad';

/** How the entries of an area look in a timeline. An entry for which one of these throws is one odd line. */
export interface EntryLooks {
  textOf(event: TimelineEvent): EntryText;
  /** Instead of its sentence, for an entry that tells of several alike. */
  repeatedOf?(event: TimelineEvent, times: number): Phrase;
  iconOf?(event: TimelineEvent): RemixiconComponentType | undefined;
  toneOf?(event: TimelineEvent): EntryTone | undefined;
  /** Whose act it was, where it was not the actor's own. */
  actorOf?(event: TimelineEvent): string;
  /** What a reader may do with an entry that stands alone: small buttons at the end of its line. */
  actionsOf?(event: TimelineEvent): ReactNode;
}
