import {
  changeStory,
  StoryResult,
} from '@countersign/plugin-change-management-common';
import {
  BundleProof,
  BundleVerification,
  LedgerEntry,
} from '@countersign/plugin-ledger-common';

/** What one bundle proves, and what it cannot. */
export interface Evidence {
  file: string;
  /** The bundle verifies by a trusted key, and every claim about every change in it holds. */
  proven: boolean;
  bundle: BundleVerification;
  /** The changes whose whole story is in the bundle. */
  stories: StoryResult[];
  limits: string[];
}

const storyLimits = [
  'That those who approved were members of the groups they approved for: the catalog said so then.',
  'That nothing was deployed beside what was reported, and that what was reported is what ran.',
  'That the configuration items, the window and the plan were the right ones: people judged that.',
];

/** Judges the stories of what was proven to be in the log. */
export function evidenceOf(file: string, bundle: BundleVerification): Evidence {
  const stories = bundle.proven ? storiesIn(bundle.proven) : [];
  return {
    file,
    proven: bundle.ok && stories.every(story => story.holds),
    bundle,
    stories,
    limits: [...bundle.limits, ...(stories.length ? storyLimits : [])],
  };
}

/**
 * Only whole stories are judged: those of a bundle about one change, and those that begin in a range of the log. Of the
 * others, entries are merely proven to be in the log.
 */
function storiesIn({ contents, entries }: BundleProof): StoryResult[] {
  if (contents.kind === 'subject' && contents.since !== undefined) return [];
  const bySubject = new Map<string, LedgerEntry[]>();
  for (const { entry } of [...entries].sort((a, b) => a.index - b.index)) {
    if (!/^CHG\d{7,}$/.test(entry.subject)) continue;
    const story = bySubject.get(entry.subject) ?? [];
    bySubject.set(entry.subject, [...story, entry]);
  }
  return [...bySubject.values()]
    .filter(
      story =>
        contents.kind === 'subject' ||
        story.some(entry => entry.type === 'change.created'),
    )
    .map(changeStory);
}
