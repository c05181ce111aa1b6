import { concatBytes, equalBytes, fromBase64, toBase64, utf8 } from '../bytes';
import {
  assertKeyName,
  KEY_ID_BYTES,
  verifierKey,
  type VerifierKey,
} from './verifierKey';
import { verifyEd25519 } from './ed25519';

const EM_DASH = '\u2014';
/** Twice what C2SP asks a verifier to accept at least. */
const MAX_SIGNATURES = 32;

/** Control characters below U+0020 other than newline, and what has no UTF-8 form. */
const FORBIDDEN = /[^\P{Cc}\n\u007f-\u009f]|\p{Surrogate}/u;

/** Signs for a name. The key itself never leaves whoever implements this. */
export interface NoteSigner {
  /** The key's name; a log signs with its origin. */
  name: string;
  /** 32 bytes as RFC 8032 encodes them. */
  publicKey: Uint8Array;
  /** The Ed25519 signature of the message, 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** One signature line of a note. */
export interface NoteSignature {
  name: string;
  keyId: Uint8Array;
  signature: Uint8Array;
}

/** A note taken apart; nothing is verified yet. */
export interface SignedNote {
  /** Ends in a newline. */
  text: string;
  signatures: NoteSignature[];
}

/**
 * Reads a C2SP signed note.
 *
 * @throws SyntaxError naming the line that is not as the specification has it
 */
export function parseSignedNote(note: string): SignedNote {
  if (FORBIDDEN.test(note)) {
    throw new SyntaxError('a signed note must not contain control characters');
  }
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n')) {
    throw new SyntaxError(
      'a signed note is a text, an empty line and signature lines, each ending in a newline',
    );
  }
  const lines = note.slice(blank + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) {
    throw new SyntaxError(`more than ${MAX_SIGNATURES} signatures`);
  }
  return {
    text: note.slice(0, blank + 1),
    signatures: lines.map(parseSignatureLine),
  };
}

/**
 * Reads signature lines that stand alone, as a witness answers them.
 *
 * @throws SyntaxError naming the line that is none
 */
export function parseSignatureLines(text: string): NoteSignature[] {
  if (!text.endsWith('\n') || FORBIDDEN.test(text)) {
    throw new SyntaxError(
      'signature lines each end in a newline and have no control characters',
    );
  }
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) {
    throw new SyntaxError(`more than ${MAX_SIGNATURES} signatures`);
  }
  return lines.map(parseSignatureLine);
}

/** Writes one signature line. */
export function formatSignatureLine({
  name,
  keyId,
  signature,
}: NoteSignature): string {
  return `${EM_DASH} ${name} ${toBase64(concatBytes(keyId, signature))}\n`;
}

function parseSignatureLine(line: string, index: number): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(' ');
  try {
    if (dash !== EM_DASH || encoded === undefined || rest.length > 0) {
      throw new SyntaxError(`expected "${EM_DASH} name base64"`);
    }
    assertKeyName(name);
    const bytes = fromBase64(encoded);
    if (bytes.length <= KEY_ID_BYTES) {
      throw new SyntaxError('no signature after the key ID');
    }
    return {
      name,
      keyId: bytes.slice(0, KEY_ID_BYTES),
      signature: bytes.slice(KEY_ID_BYTES),
    };
  } catch (error) {
    throw new SyntaxError(
      `signature line ${index + 1} of the note: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/**
 * Signs a text as a C2SP signed note.
 *
 * @param text - ends in a newline
 * @throws SyntaxError when the text cannot be one of a note
 */
export async function signNote(
  text: string,
  signer: NoteSigner,
): Promise<string> {
  const { name, keyId } = verifierKey(signer.name, signer.publicKey);
  const signature = await signer.sign(utf8(text));
  const note = `${text}\n${formatSignatureLine({ name, keyId, signature })}`;
  if (parseSignedNote(note).text !== text) {
    throw new SyntaxError('the text of a signed note must end in a newline');
  }
  return note;
}

/**
 * Verifies a note's signatures by known keys and ignores all others, as C2SP asks.
 *
 * @returns the known keys that signed it; none means that nothing is known about the note
 * @throws SyntaxError when a signature that claims to be by a known key does not verify
 */
export function verifyNote(
  note: SignedNote,
  knownKeys: readonly VerifierKey[],
): VerifierKey[] {
  const message = utf8(note.text);
  return note.signatures.flatMap(({ name, keyId, signature }) => {
    const candidates = knownKeys.filter(
      key => key.name === name && equalBytes(key.keyId, keyId),
    );
    if (candidates.length === 0) {
      return [];
    }
    const signedBy = candidates.find(key =>
      verifyEd25519(signature, message, key.publicKey),
    );
    if (!signedBy) {
      throw new SyntaxError(
        `the signature by ${name} does not verify: the note or the signature was changed`,
      );
    }
    return [signedBy];
  });
}
