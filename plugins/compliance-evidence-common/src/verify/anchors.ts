import {
  BundleProblem,
  BundleVerification,
  Sha256,
  utf8,
  verifyBundle,
} from '@countersign/plugin-ledger-common';

/** Whom the caller trusts for a log. */
export interface LedgerTrust {
  trustedKeys: readonly string[];
  /** C2SP keys of witnesses that must have cosigned it. */
  witnessKeys?: readonly string[];
  /** Looks at the time stamps of a bundle, where one is demanded. */
  verifyTimes?: (bundle: BundleVerification) => Promise<BundleVerification>;
  sha256?: Sha256;
}

/** Claims about who else saw a log; they are told only where somebody asks. */
export const anchorClaims = ['witnessed', 'stamped'] as const;
export type AnchorClaim = (typeof anchorClaims)[number];

const codes = {
  witnessed: 'witness',
  stamped: 'time-stamp',
} as const satisfies Record<AnchorClaim, BundleProblem['code']>;

/** Verifies a bundle for whoever may demand a witness or a time. */
export async function openBundle(
  bytes: Uint8Array | string,
  { trustedKeys, witnessKeys = [], verifyTimes, sha256 }: LedgerTrust,
): Promise<BundleVerification> {
  const bundle = verifyBundle(typeof bytes === 'string' ? utf8(bytes) : bytes, {
    ...{ trustedKeys, witnessKeys, sha256 },
  });
  return verifyTimes ? verifyTimes(bundle) : bundle;
}

/** What is wrong with a bundle itself, whoever else saw its log. */
export function problemsOfLedger({ problems }: BundleVerification): string[] {
  return problems
    .filter(({ code }) => code !== 'witness' && code !== 'time-stamp')
    .map(problemText);
}

/** What a claim about who saw the log fails by. */
export function problemsOfAnchor(
  { problems }: BundleVerification,
  claim: AnchorClaim,
): BundleProblem[] {
  return problems.filter(({ code }) => code === codes[claim]);
}

/** Nobody vouches for all of it, which somebody may have done later; anything else that is wrong stays wrong. */
export function isMissing({ where }: BundleProblem): boolean {
  return where === 'anchors';
}

export function problemText({ where, message }: BundleProblem): string {
  return `${where ? `${where}: ` : ''}${message}.`;
}

/** Who saw the log with all entries of a bundle, and when. */
export function anchorsOf(
  { proven }: BundleVerification,
  claim: AnchorClaim,
): string[] {
  if (claim === 'stamped') {
    return (proven?.times ?? [])
      .filter(({ coversAll }) => coversAll)
      .map(({ authority, time }) => `By ${authority} at ${time}.`);
  }
  return (proven?.anchors ?? [])
    .filter(({ coversAll }) => coversAll)
    .flatMap(({ cosignatures, treeSize }) =>
      cosignatures.map(
        ({ witness, time }) =>
          `By ${witness} at ${time}, of ${treeSize} entries.`,
      ),
    );
}

/** Whether somebody demands this. */
export function isDemanded(
  { witnessKeys = [], verifyTimes }: LedgerTrust,
  claim: AnchorClaim,
): boolean {
  return claim === 'witnessed'
    ? witnessKeys.length > 0
    : verifyTimes !== undefined;
}
