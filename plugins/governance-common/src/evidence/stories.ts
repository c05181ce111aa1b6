import { BundleProof, LedgerEntry } from '@countersign/plugin-ledger-common';
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
  { contents, entries }: BundleProof,
  kinds: readonly StoryKind[],
): StoriesTold {
  const stories: Story[] = [];
  const limits = new Set<string>();
  for (const [subject, story] of bySubject(entries)) {
    const kind = kinds.find(
      each => each.names?.(subject) ?? isNumbered(subject, each.prefix),
    );
    if (!kind) {
      if (contents.kind === 'subject' && contents.since === undefined)
        limits.add(unjudged(subject));
      continue;
    }
    const isWhole =
      kind.partly ||
      (contents.kind === 'subject'
        ? contents.since === undefined
        : story.some(entry => entry.type === kind.opening));
    if (!isWhole) continue;
    stories.push(kind.judge(story));
    kind.limits.forEach(limit => limits.add(limit));
  }
  return { stories, limits: [...limits] };
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
