import {
  BundleVerification,
  parseVerifierKey,
  parseWitnessKey,
} from '@countersign/plugin-ledger-common';
import {
  parseCertificates,
  verifyTimeStamps,
} from '@countersign/plugin-ledger-common/timeStamps';
import { CommandFailure } from '../output/failure';

/** Whom the caller trusts: none of it comes with what is verified. */
export interface Trust {
  /** C2SP verifier keys of logs. */
  trustedKeys: readonly string[];
  /** C2SP keys of witnesses that must have cosigned. */
  witnessKeys: readonly string[];
  /** Certificates of time stamping authorities, in DER; a time stamp is demanded where there are some. */
  authorities: readonly Uint8Array[];
}

/**
 * Reads whom the caller trusts.
 *
 * @throws CommandFailure where a key or a certificate is none
 */
export function readTrust(given: {
  keys: readonly string[];
  witnesses?: readonly string[];
  /** In PEM. */
  authorities?: readonly string[];
}): Trust {
  const { keys, witnesses = [], authorities = [] } = given;
  try {
    keys.forEach(parseVerifierKey);
    witnesses.forEach(parseWitnessKey);
    return {
      trustedKeys: keys,
      witnessKeys: witnesses,
      authorities: authorities.flatMap(parseCertificates),
    };
  } catch (error) {
    throw new CommandFailure(
      `A key cannot be read: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

/** The same for a pack, whose verification knows nothing of certificates. */
export function packTrust({ authorities, ...keys }: Trust) {
  return {
    ...keys,
    ...(authorities.length > 0 && {
      verifyTimes: (bundle: BundleVerification) =>
        verifyTimeStamps(bundle, authorities),
    }),
  };
}
