import {
  CheckedPayload,
  CheckedReference,
  checkPayloads,
  checkReferences,
  Derivation,
  ProvenBeside,
  provenIn,
  RecordReader,
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
  /** What its records rely on in other ones, and whether those agree as far as they are among the files. */
  references: CheckedReference[];
  /** What was received that its records rely on, held against what is among the files. */
  payloads: CheckedPayload[];
  limits: string[];
}

/** What the areas know of records: their own, and those of each other. */
export interface Knowledge {
  stories: readonly StoryKind[];
  derivations: readonly Derivation[];
  readers: readonly RecordReader[];
}

/** What one area knows. */
export type AreaKnowledge = Partial<Knowledge>;

/** A bundle as it was read from a file. */
export interface ReadBundle {
  file: string;
  bundle: BundleVerification;
}

/**
 * Judges the stories of what was proven to be in the logs. What several bundles prove is looked at together: a record of one log
 * that refers to another's is held against it.
 */
export function evidenceOf(
  bundles: readonly ReadBundle[],
  { stories: kinds, derivations, readers }: Knowledge,
  kept: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Evidence[] {
  // A bundle that does not verify is no witness.
  const witnesses = bundles.flatMap(
    ({ bundle: { ok, proven } }) => (ok && proven) || [],
  );
  const references = checkReferences(witnesses, kinds);
  const payloads = checkPayloads(witnesses, kinds, kept);
  return bundles.map(({ file, bundle }, i) => {
    // Another one is no witness unless it is by a trusted key.
    const together = bundles.filter((each, k) => k === i || each.bundle.ok);
    const { stories, limits } = bundle.proven
      ? storiesIn(bundle.proven, kinds, {
          beside: besideOf(together),
          derivations,
          readers,
        })
      : { stories: [], limits: [] };
    const own = new Set(bundle.proven?.entries.map(({ entry }) => entry.id));
    const made = references.filter(({ entryId }) => own.has(entryId));
    const received = payloads.filter(({ entryId }) => own.has(entryId));
    return {
      file,
      proven:
        bundle.ok &&
        stories.every(story => story.holds) &&
        [...made, ...received].every(({ outcome }) => outcome !== 'differs'),
      bundle,
      stories,
      references: made,
      payloads: received,
      limits: [...bundle.limits, ...limits],
    };
  });
}

/** In the order of each log; an entry that several bundles hold is there once. */
function besideOf(bundles: readonly ReadBundle[]): ProvenBeside[] {
  const known = new Map(
    bundles
      .flatMap(({ bundle: { proven } }) => (proven ? provenIn(proven) : []))
      .map(each => [`${each.origin} ${each.entry.id}`, each]),
  );
  return [...known.values()].sort((a, b) => a.index - b.index);
}
