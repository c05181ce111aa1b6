import { concatBytes, equalBytes, utf8 } from '../bytes';
import { verifyEd25519 } from './ed25519';
import {
  formatSignatureLine,
  parseSignedNote,
  type NoteSignature,
  type NoteSigner,
  type SignedNote,
} from './signedNote';
import { witnessKey, type VerifierKey } from './verifierKey';

const TIME_BYTES = 8;
/** The last second of the year 9999: what comes after has no ISO form. */
const LAST_SECOND = 253_402_300_799;

/** That a witness saw a checkpoint, and that its log had only grown until then. */
export interface Cosignature {
  witness: VerifierKey;
  /** By the clock of the witness: ISO 8601 in UTC, to the second. */
  time: string;
}

/** What a witness signs: C2SP tlog-cosignature, `cosignature/v1`. */
function cosignedMessage(checkpointText: string, seconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${checkpointText}`);
}

/**
 * Cosigns the text of a checkpoint.
 *
 * @returns the signature line, to stand below those that a note has
 */
export async function cosignCheckpoint(
  checkpointText: string,
  signer: NoteSigner,
  now: Date,
): Promise<string> {
  const { name, keyId } = witnessKey(signer.name, signer.publicKey);
  const seconds = Math.floor(now.getTime() / 1000);
  const signature = await signer.sign(cosignedMessage(checkpointText, seconds));
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  return formatSignatureLine({
    name,
    keyId,
    signature: concatBytes(time, signature),
  });
}

/**
 * Verifies the cosignatures of a checkpoint by known witnesses and ignores all others, as C2SP asks.
 *
 * @throws SyntaxError when one that claims to be by a known witness does not verify
 */
export function verifyCosignatures(
  { text, signatures }: SignedNote,
  witnesses: readonly VerifierKey[],
): Cosignature[] {
  return signatures.flatMap(line => {
    const witness = witnesses.find(
      key => key.name === line.name && equalBytes(key.keyId, line.keyId),
    );
    return witness ? [verifiedCosignature(text, line, witness)] : [];
  });
}

function verifiedCosignature(
  text: string,
  { signature }: NoteSignature,
  witness: VerifierKey,
): Cosignature {
  const seconds =
    signature.length > TIME_BYTES
      ? Number(
          new DataView(
            signature.buffer,
            signature.byteOffset,
            TIME_BYTES,
          ).getBigUint64(0),
        )
      : LAST_SECOND + 1;
  if (
    seconds > LAST_SECOND ||
    !verifyEd25519(
      signature.subarray(TIME_BYTES),
      cosignedMessage(text, seconds),
      witness.publicKey,
    )
  ) {
    throw new SyntaxError(
      `the cosignature by ${witness.name} does not verify: the checkpoint, the time or the signature was changed`,
    );
  }
  return {
    witness,
    time: new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
  };
}

/**
 * A checkpoint with further signature lines below its own.
 *
 * @throws SyntaxError when the result is no signed note
 */
export function withSignatureLines(
  note: string,
  lines: readonly string[],
): string {
  const whole = `${note}${lines.join('')}`;
  parseSignedNote(whole);
  return whole;
}
