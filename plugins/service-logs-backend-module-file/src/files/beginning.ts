import { createReadStream } from 'node:fs';
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

/** When the first entry of a compressed file happened; undefined where its beginning does not say, or cannot be read. */
export async function beginningOf(file: string): Promise<number | undefined> {
  const head = await headOf(file).catch(() => undefined);
  if (!head) return undefined;
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
