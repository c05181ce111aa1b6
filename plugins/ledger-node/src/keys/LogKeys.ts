import {
  formatCheckpoint,
  formatVerifierKey,
  parseCheckpoint,
  parseSignedNote,
  signNote,
  verifierKey,
  verifyNote,
  type Checkpoint,
  type NoteSigner,
  type VerifierKey,
} from '@countersign/plugin-ledger-common';
import { LedgerIntegrityError } from '../errors';
import type { LedgerSigner } from './createLedgerSigner';

/** The installation's keys under the name of one log. A log signs with its origin, so each log has its own key IDs. */
export class LogKeys {
  readonly signer: NoteSigner;
  readonly #keys: VerifierKey[];
  /** The checkpoint signed last: it need not be verified again to sign the next. */
  #own: { note: string; checkpoint: Checkpoint } | undefined;

  constructor(readonly origin: string, signer: LedgerSigner) {
    this.#keys = [signer.publicKey, ...signer.retiredPublicKeys].map(key =>
      verifierKey(origin, key),
    );
    this.signer = {
      name: origin,
      publicKey: signer.publicKey,
      sign: message => signer.sign(message),
    };
  }

  /** The current key first, then the retired ones, as C2SP verifier keys. */
  verifierKeys(): string[] {
    return this.#keys.map(formatVerifierKey);
  }

  /** Signs a checkpoint of this log. */
  async sign(tree: Pick<Checkpoint, 'size' | 'root'>): Promise<string> {
    const checkpoint = { ...tree, origin: this.origin, extensions: [] };
    const note = await signNote(formatCheckpoint(checkpoint), this.signer);
    this.#own = { note, checkpoint };
    return note;
  }

  /**
   * Reads a checkpoint and makes sure that it is this log's own.
   *
   * @throws LedgerIntegrityError when it is not, or was not signed by one of the keys
   */
  openCheckpoint(note: string): Checkpoint {
    if (this.#own?.note === note) return this.#own.checkpoint;
    let checkpoint: Checkpoint;
    let signers: VerifierKey[];
    try {
      const signed = parseSignedNote(note);
      checkpoint = parseCheckpoint(signed.text);
      signers = verifyNote(signed, this.#keys);
    } catch (error) {
      throw new LedgerIntegrityError(
        `A checkpoint of the log ${this.origin} is not valid: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
    if (checkpoint.origin !== this.origin) {
      throw new LedgerIntegrityError(
        `The checkpoint is of the log ${checkpoint.origin}, not of ${this.origin}`,
      );
    }
    if (signers.length === 0) {
      throw new LedgerIntegrityError(
        `A checkpoint of the log ${this.origin} was signed by a key that is neither ledger.signingKey nor one of ledger.trustedKeys; after a change of keys, add the public key that signed it, the former or the next one, to ledger.trustedKeys`,
      );
    }
    return checkpoint;
  }
}
