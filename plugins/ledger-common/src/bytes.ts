const encoder = new TextEncoder();

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The text of UTF-8 bytes. Unlike `TextDecoder`'s defaults, a byte order mark is kept and an invalid sequence is an
 * error, so that two different byte strings never give the same text.
 *
 * @throws TypeError when the bytes are not UTF-8
 */
export function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    bytes,
  );
}

/** Standard base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}

/**
 * Decodes standard base64 and accepts exactly one spelling of each byte string: no whitespace, full padding, zero
 * trailing bits. A lenient decoder would let a changed character pass unnoticed.
 *
 * @throws SyntaxError when the text is not canonical base64
 */
export function fromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new SyntaxError('not base64');
  }
  if (btoa(binary) !== text) {
    throw new SyntaxError(
      'not canonical base64 (whitespace, missing padding or non-zero trailing bits)',
    );
  }
  return Uint8Array.from(binary, character => character.charCodeAt(0));
}

/** Lowercase base16. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether two byte strings are the same. Not constant time: everything compared here is public. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Joins byte strings. */
export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(
    parts.reduce((total, part) => total + part.length, 0),
  );
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
