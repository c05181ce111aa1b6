/**
 * For tests of what signs and verifies.
 *
 * @packageDocumentation
 */
import { ed25519 } from '@noble/curves/ed25519';
import type { NoteSigner } from './note/signedNote';

/** Somebody with a key of their own that nobody keeps. */
export function newSigner(name: string): NoteSigner {
  const { secretKey, publicKey } = ed25519.keygen();
  return {
    name,
    publicKey,
    sign: async message => ed25519.sign(message, secretKey),
  };
}
