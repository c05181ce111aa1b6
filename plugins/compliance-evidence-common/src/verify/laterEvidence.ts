import {
  BundleProof,
  BundleVerification,
  canonicalJson,
  ProvenEntry,
} from '@countersign/plugin-ledger-common';
import {
  anchorClaims,
  anchorsOf,
  isDemanded,
  isMissing,
  LedgerTrust,
  openBundle,
  problemsOfAnchor,
  problemsOfLedger,
  problemText,
} from './anchors';
import { ClaimList, reasonOf } from './ClaimList';

/** Evidence of the run that was downloaded after its pack was closed: others may have seen the log since. */
export interface LaterEvidence {
  /** For messages. */
  name: string;
  bytes: Uint8Array;
}

/** Such evidence, verified: its log holds all that the pack's ledger tells. */
interface Opened {
  name: string;
  bundle: BundleVerification;
}

/**
 * Opens what was downloaded later. Each must tell the same of the run, at the same places of the log, and that it was packed
 * with this manifest; what does not verify by itself, or is about something else, vouches for nothing.
 */
export async function openLater(
  own: BundleVerification,
  later: readonly LaterEvidence[],
  of: { run: string; origin: string; manifestDigest: string },
  trust: LedgerTrust,
  claims: ClaimList,
): Promise<Opened[]> {
  const found: Opened[] = [];
  for (const { name, bytes } of later) {
    try {
      const bundle = await openBundle(bytes, trust);
      const { proven } = bundle;
      const isSound = proven && problemsOfLedger(bundle).length === 0;
      if (!isSound || !isAbout(proven, of)) continue;
      const wrong = own.proven
        ? contradiction(own.proven.entries, proven, of.manifestDigest)
        : undefined;
      if (wrong === undefined) found.push({ name, bundle });
      else claims.refutes('ledger', `${name}: ${wrong}`);
    } catch (error) {
      claims.refutes('ledger', `${name}: ${reasonOf(error)}`);
    }
  }
  return found;
}

/**
 * Says who else saw the log with all it tells of the run: by the pack's own bundle, or by what was downloaded later.
 *
 * @returns what shows the most
 */
export function checkAnchors(
  own: BundleVerification,
  later: readonly Opened[],
  run: string,
  trust: LedgerTrust,
  claims: ClaimList,
): BundleVerification {
  let most = own;
  for (const claim of anchorClaims) {
    const problems = problemsOfAnchor(own, claim);
    const vouching = later.find(
      ({ bundle }) =>
        isDemanded(trust, claim) &&
        problemsOfAnchor(bundle, claim).length === 0,
    );
    if (vouching) most = vouching.bundle;
    for (const problem of problems) {
      if (!isMissing(problem)) claims.refutes(claim, problemText(problem));
      else if (!vouching) {
        claims.refutes(
          claim,
          `${problemText(
            problem,
          )} A pack is closed when its run is done: once the log was seen again, download the evidence of ${run} and give it beside the pack.`,
        );
      }
    }
    anchorsOf(own, claim).forEach(detail => claims.supports(claim, detail));
    for (const detail of vouching ? anchorsOf(vouching.bundle, claim) : []) {
      claims.supports(claim, `${detail} (${vouching!.name})`);
    }
  }
  return most;
}

function isAbout(
  { origin, contents }: BundleProof,
  of: { run: string; origin: string },
): boolean {
  return (
    origin === of.origin &&
    contents.kind === 'subject' &&
    contents.subject === of.run
  );
}

/** Why later evidence does not belong to a pack; undefined where it does. */
function contradiction(
  entries: readonly ProvenEntry[],
  later: BundleProof,
  manifestDigest: string,
): string | undefined {
  const told = new Map(
    later.entries.map(({ index, entry }) => [index, canonicalJson(entry)]),
  );
  const other = entries.find(
    ({ index, entry }) => told.get(index) !== canonicalJson(entry),
  );
  if (other) {
    return `It tells another story than the pack: entry ${other.index} of the log is not the same in both.`;
  }
  const packed = later.entries
    .map(({ entry }) => entry)
    .filter(({ type }) => type === 'run.packed')
    .map(({ data }) => Object(data).manifestDigest)
    .at(-1);
  return packed === undefined || packed === manifestDigest
    ? undefined
    : `The run was packed with the manifest ${packed}; this pack has ${manifestDigest}.`;
}
