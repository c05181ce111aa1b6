import { toHex } from '../bytes';
import { parseCheckpoint, type Checkpoint } from '../note/checkpoint';
import {
  parseSignedNote,
  verifyNote,
  type SignedNote,
} from '../note/signedNote';
import {
  formatVerifierKey,
  parseVerifierKey,
  sameVerifierKey,
  type VerifierKey,
} from '../note/verifierKey';
import type { Problems } from './Problems';
import type { Bundle } from './schema';
import type { ProvenSignature } from './verification';

/**
 * The keys that may have signed a bundle: those the caller trusts and those the bundle names. A key signs only for the
 * log whose origin is its name, so that the key of one log never vouches for another.
 */
export class KeyRing {
  readonly signatures: ProvenSignature[] = [];
  readonly #origin: string;
  readonly #trusted: VerifierKey[];
  readonly #known: VerifierKey[];
  readonly #problems: Problems;

  constructor(
    bundle: Pick<Bundle, 'origin' | 'verifierKeys'>,
    trusted: VerifierKey[],
    problems: Problems,
  ) {
    const named = bundle.verifierKeys.flatMap(
      (text, i) =>
        problems.catch('format', `verifierKeys[${i}]`, () => {
          const key = parseVerifierKey(text);
          if (key.name !== bundle.origin) {
            throw new SyntaxError(
              `is a key of ${key.name}, the log is ${bundle.origin}`,
            );
          }
          return key;
        }) ?? [],
    );
    this.#origin = bundle.origin;
    this.#trusted = trusted.filter(key => key.name === bundle.origin);
    this.#known = [...this.#trusted, ...named];
    this.#problems = problems;
  }

  /** Checks that the note is this statement and nothing more, signed once. */
  verifyStatement(note: string, statement: string) {
    this.#problems.catch('signature', 'signature', () => {
      const signed = parseSignedNote(note);
      // A line by an unknown key would be ignored, and so could be changed unnoticed.
      if (signed.signatures.length !== 1) {
        throw new SyntaxError('a bundle is signed exactly once');
      }
      if (signed.text !== statement) {
        throw new SyntaxError(
          'what was signed is not this content: the bundle was changed after it was signed',
        );
      }
      this.#verify(signed, 'bundle', 'signature');
    });
  }

  /** Checks that the note is a checkpoint of this log, signed by a key of it. */
  verifyCheckpoint(
    note: string,
    of: ProvenSignature['of'],
    where: string,
  ): Checkpoint | undefined {
    const signed = this.#problems.catch('checkpoint', where, () => {
      const parsed = parseSignedNote(note);
      const checkpoint = parseCheckpoint(parsed.text);
      if (checkpoint.origin !== this.#origin) {
        throw new SyntaxError(
          `is a checkpoint of ${checkpoint.origin}, the log is ${this.#origin}`,
        );
      }
      return { parsed, checkpoint };
    });
    return (
      signed &&
      this.#problems.catch('signature', where, () => {
        this.#verify(signed.parsed, of, where);
        return signed.checkpoint;
      })
    );
  }

  #verify(note: SignedNote, of: ProvenSignature['of'], where: string) {
    const signers = verifyNote(note, this.#known);
    if (signers.length === 0) {
      throw new SyntaxError(
        `no key of ${
          this.#origin
        } that is known signed it; it names ${note.signatures
          .map(({ name, keyId }) => `${name} ${toHex(keyId)}`)
          .join(', ')}`,
      );
    }
    const signer = signers.find(key => this.#trusts(key)) ?? signers[0];
    const trusted = this.#trusts(signer);
    const keyId = toHex(signer.keyId);
    this.signatures.push({
      of,
      key: formatVerifierKey(signer),
      keyId,
      trusted,
    });
    if (!trusted) {
      this.#problems.add(
        'untrusted-key',
        where,
        `the signature holds, but ${signer.name} ${keyId} is not among the keys you trust`,
      );
    }
  }

  #trusts(key: VerifierKey): boolean {
    return this.#trusted.some(trusted => sameVerifierKey(trusted, key));
  }
}
