import { createReadStream } from 'node:fs';
import { fingerprint } from './fingerprint';
import { shapeOf } from './LogFile';
import { beginsText, scanLine } from './scan';
import { decompressor } from './Unpacked';

/** Of what a file begins with; a whole line is in it, or its time comes late. */
const HEAD_BYTES = 64 * 1024;

/** What a compressed file begins with: no more of it is unpacked. */
async function headOf(file: string): Promise<Buffer> {
  const unpacked = decompressor(file);
  const packed = createReadStream(file);
  packed.pipe(unpacked);
  packed.on('error', error => unpacked.emit('error', error));
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of unpacked) {
      parts.push(part as Buffer);
      length += part.length;
      if (length >= HEAD_BYTES) break;
    }
  } finally {
    packed.destroy();
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES);
}

/** What is known of a compressed file by its first lines. */
export interface Beginning {
  /** As of the unpacked file; undefined where there is no whole line. */
  key?: string;
  /** When its first entry happened; undefined where it does not say. */
  at?: number;
}

/** Looks into a compressed file; one that cannot be read says nothing. */
export async function beginningOf(file: string): Promise<Beginning> {
  const head = await headOf(file).catch(() => undefined);
  return head ? { key: fingerprint(head), at: firstTimeOf(head) } : {};
}

function firstTimeOf(head: Buffer): number | undefined {
  const isText = shapeOf(head) === 'text';
  let line = 0;
  for (;;) {
    const newline = head.indexOf(10, line);
    if (newline < 0) return undefined;
    if (!isText || beginsText(head, line, newline)) {
      const { at } = scanLine(head, line, newline);
      if (!Number.isNaN(at)) return at;
    }
    line = newline + 1;
  }
}
