import { md5, sha1 } from '@noble/hashes/legacy';
import { sha256, sha512 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** Their hashes are looked for up to this many secrets: one costs as much as everything else of it. */
const MOST_HASHED = 2000;

/**
 * The forms in which a secret comes again: as it is, trimmed, in another layout, encoded, hashed, and what of it is as
 * good as the whole.
 */
export function formsOf(secret: string, secrets: number): string[] {
  const forms = new Set([secret, secret.trim(), withoutBlanks(secret)]);
  for (const line of randomLines(secret)) forms.add(line);
  const bytes = utf8ToBytes(secret);
  const trimmed = utf8ToBytes(secret.trim());
  for (const variant of [bytes, trimmed]) {
    forms.add(bytesToHex(variant));
    for (const core of base64Cores(variant)) forms.add(core);
    if (secrets <= MOST_HASHED) {
      for (const hash of [md5, sha1, sha256, sha512]) {
        const digest = hash(variant);
        forms.add(bytesToHex(digest));
        forms.add(base64(digest));
      }
    }
  }
  return [...forms];
}

/** A text, and what it says where it is escaped, encoded or laid out another way. */
export function readingsOf(text: string): string[] {
  const readings = [text];
  const read = (sign: RegExp, decode: (text: string) => string) => {
    const last = readings[readings.length - 1];
    if (!sign.test(last)) return;
    const decoded = decode(last);
    if (decoded !== last) readings.push(decoded);
  };
  read(/\\/, unescaped);
  read(/\\/, unescaped);
  read(/%[0-9a-f]{2}/i, percentDecoded);
  read(/&[#a-z]/, withoutEntities);
  if (text.includes('\n')) {
    readings.push(...readings.map(withoutBlanks));
  }
  return readings;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Lines that are no words, such as those of a key. */
function randomLines(secret: string): string[] {
  if (!secret.includes('\n')) return [];
  return secret
    .split('\n')
    .map(line => line.trim())
    .filter(
      line => line.length >= 12 && /^(?=\S*[A-Za-z])(?=\S*\d)\S+$/.test(line),
    );
}

/** What the letter of an escape stands for; any other sign stands for itself. */
const simple: Record<string, string | undefined> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** JSON's escapes, those of Go and Terraform among them; what is none stays. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt']))/g,
    (_, code?: string, sign?: string) =>
      code ? String.fromCharCode(parseInt(code, 16)) : simple[sign!] ?? sign!,
  );
}

/** With `+` for a blank, as forms have it; what is no UTF-8 stays readable around. */
function percentDecoded(text: string): string {
  return text
    .replace(/\+/g, ' ')
    .replace(/(?:%[0-9a-fA-F]{2})+/g, run =>
      new TextDecoder().decode(
        Uint8Array.from(run.slice(1).split('%'), hex => parseInt(hex, 16)),
      ),
    );
}

const entities: Record<string, string | undefined> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (entity, decimal?: string, hex?: string, name?: string) => {
      if (name) return entities[name] ?? entity;
      const code = decimal ? Number(decimal) : parseInt(hex!, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}

/**
 * What stands in base64 wherever the bytes begin, alone or within more: the characters that depend on nothing else, for
 * each of the three places in a group of three. Both alphabets, where they differ.
 */
function base64Cores(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap(offset => {
    const padded = new Uint8Array(offset + bytes.length);
    padded.set(bytes, offset);
    const core = base64(padded).slice(
      Math.ceil((offset * 8) / 6),
      Math.floor((padded.length * 8) / 6),
    );
    const urlSafe = core.replaceAll('+', '-').replaceAll('/', '_');
    return core === urlSafe ? [core] : [core, urlSafe];
  });
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
