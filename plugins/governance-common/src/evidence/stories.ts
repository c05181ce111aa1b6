import { BundleProof, LedgerEntry } from '@countersign/plugin-ledger-common';
import { alone, ProvenBeside, StoryContext } from './context';
import { StoryKind, StoryResultOf } from './story';

/** A story, whatever it is about. */
export type Story = StoryResultOf<string, string>;

/** The stories in a bundle, and what they cannot show. */
export interface StoriesTold {
  stories: Story[];
  limits: string[];
}

/**
 * Only whole stories are judged: those of a bundle about one record, those that begin in a range of the log, and those of which
 * each part can be judged by itself. Of the others, entries are merely proven to be in the log.
 */
export function storiesIn(
  { origin, contents, entries }: BundleProof,
  kinds: readonly StoryKind[],
  context?: StoryContext,
): StoriesTold {
  const stories: Story[] = [];
  const limits = new Set<string>();
  for (const [subject, story] of bySubject(entries)) {
    const kind = kinds.find(
      each => each.names?.(subject) ?? isNumbered(subject, each.prefix),
    );
    if (!kind) {
      if (isAskedWhole(contents, subject)) limits.add(unjudged(subject));
      continue;
    }
    const isWhole =
      kind.partly ||
      (contents.kind === 'range'
        ? story.some(entry => entry.type === kind.opening)
        : isAskedWhole(contents, subject));
    if (!isWhole) continue;
    const told = kind.judge(
      story,
      context ?? { ...alone, beside: provenIn({ origin, entries }) },
    );
    stories.push(told);
    [...kind.limits, ...(told.relies ?? [])].forEach(limit =>
      limits.add(limit),
    );
  }
  return { stories, limits: [...limits] };
}

/** The entries of a bundle as stories look at what is beside them. */
export function provenIn({
  origin,
  entries,
}: Pick<BundleProof, 'origin' | 'entries'>): ProvenBeside[] {
  return [...entries]
    .sort((a, b) => a.index - b.index)
    .map(({ index, entry }) => ({ origin, index, entry }));
}

/** All entries about the subject were asked for, from its first on. */
function isAskedWhole(
  contents: BundleProof['contents'],
  subject: string,
): boolean {
  if (contents.kind === 'range') return false;
  const asked =
    contents.kind === 'subject'
      ? contents
      : contents.subjects.find(each => each.subject === subject);
  return asked !== undefined && asked.since === undefined;
}

function bySubject(entries: BundleProof['entries']) {
  const found = new Map<string, LedgerEntry[]>();
  for (const { entry } of [...entries].sort((a, b) => a.index - b.index)) {
    found.set(entry.subject, [...(found.get(entry.subject) ?? []), entry]);
  }
  return found;
}

function isNumbered(subject: string, prefix: string): boolean {
  return (
    subject.startsWith(prefix) && /^\d{7,}$/.test(subject.slice(prefix.length))
  );
}

function unjudged(subject: string): string {
  return `That what the entries say of ${subject} follows any rules: this version knows no rules for such records.`;
}
