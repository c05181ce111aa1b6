import {
  storiesIn,
  Story,
  StoryKind,
} from '@countersign/plugin-governance-common';
import { BundleVerification } from '@countersign/plugin-ledger-common';

/** What one bundle proves, and what it cannot. */
export interface Evidence {
  file: string;
  /** The bundle verifies by a trusted key, and every claim about every record in it holds. */
  proven: boolean;
  bundle: BundleVerification;
  /** The records whose whole story is in the bundle. */
  stories: Story[];
  limits: string[];
}

/** Judges the stories of what was proven to be in the log. */
export function evidenceOf(
  file: string,
  bundle: BundleVerification,
  kinds: readonly StoryKind[],
): Evidence {
  const { stories, limits } = bundle.proven
    ? storiesIn(bundle.proven, kinds)
    : { stories: [], limits: [] };
  return {
    file,
    proven: bundle.ok && stories.every(story => story.holds),
    bundle,
    stories,
    limits: [...bundle.limits, ...limits],
  };
}
