import { Readable } from 'stream';
import { ZipFile } from 'yazl';

/** One file of a pack. */
export interface PackFile {
  path: string;
  bytes: () => AsyncIterable<Uint8Array>;
}

/** DOS times have no zone: a local time gives the same bytes everywhere. */
const MTIME = new Date(2026, 0, 1, 12);

/** The files as a zip, in the order of their names: the same files give the same bytes. */
export function zipPack(files: readonly PackFile[]): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const { outputStream } = zip;
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, bytes } of inOrder) {
    zip.addReadStreamLazy(
      path,
      { mtime: MTIME, forceDosTimestamp: true },
      take => {
        const stream = Readable.from(bytes(), { objectMode: false });
        // Whoever reads the zip hears of it; unheard it would end the process.
        stream.on('error', error => (outputStream as Readable).destroy(error));
        take(null, stream);
      },
    );
  }
  zip.end();
  return outputStream as Readable;
}
