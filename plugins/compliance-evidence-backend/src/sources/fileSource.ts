import { createReadStream } from 'fs';
import { stat } from 'fs/promises';
import path from 'path';
import { InputError } from '@backstage/errors';
import {
  formatOfFile,
  knownEndings,
  unsafePath,
} from '@countersign/plugin-compliance-evidence-common';
import {
  EvidenceSource,
  EvidenceSourceKind,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import { bound } from './bind';
import { filesLike, pathInside } from './folderFiles';

/** One JSON file of several is held in memory as a whole. */
const LARGEST_REPORT = 48 * 1024 * 1024;

type Write = (chunk: Uint8Array) => Promise<void>;

/** One file that is read: its path below the folder, and where it is. */
interface FoundFile {
  relative: string;
  file: string;
}

/**
 * Files in a folder. A query is the path of one file below it, such as `grants-${quarter}.csv`, or several by a pattern, such
 * as `scans/*\/trivy.json`; the ending says how they are read. The data are as of the moment when the oldest was written.
 */
export const fileSources: EvidenceSourceKind = {
  kind: 'file',
  create({ name, system, config }): EvidenceSource {
    const folder = path.resolve(config.getString('folder'));
    return {
      system: system ?? name,
      async snapshot({ query, signal }, write) {
        const asked = bound(query.text, query.parameters, fileWord).trim();
        const wrong = unsafePath(asked.replace(/\*/g, 'any'));
        if (wrong) throw new InputError(`The path ${asked} ${wrong}`);
        const format = formatOfFile(asked);
        if (!format) {
          throw new InputError(
            `${asked} ends in none of ${[...knownEndings.keys()].join(', ')}`,
          );
        }
        if (asked.includes('*')) {
          if (format !== 'json' && format !== 'ndjson') {
            throw new InputError(
              `${asked} means several files, which can be JSON or NDJSON: of other formats name one file a source`,
            );
          }
          const found = await filesLike(folder, asked);
          return snapshotOfMany(found, format, signal, write);
        }
        const file = await pathInside(folder, asked);
        const written = await copy({ relative: asked, file }, signal, write);
        return {
          asOf: written.toISOString(),
          format,
          completeness: { gaps: [] },
        };
      },
    };
  },
};

/** JSON files become one body a line, each beside its path; lines of NDJSON follow each other. */
async function snapshotOfMany(
  found: readonly FoundFile[],
  format: 'json' | 'ndjson',
  signal: AbortSignal,
  write: Write,
): Promise<Taken> {
  const times: number[] = [];
  for (const each of found) {
    const written =
      format === 'json'
        ? await copyReport(each, signal, write)
        : await copy(each, signal, write);
    times.push(written.getTime());
    // The last line of a file need not have ended.
    if (format === 'ndjson') await write(Buffer.from('\n'));
  }
  return {
    asOf: new Date(Math.min(...times)).toISOString(),
    format: format === 'json' ? 'json-pages' : format,
    completeness: {
      pages: found.length,
      gaps: [],
      statistics: {
        'newest file of': new Date(Math.max(...times)).toISOString(),
      },
    },
  };
}

/** The bytes of a file; when it was last written. */
async function copy(
  { relative, file }: FoundFile,
  signal: AbortSignal,
  write: Write,
): Promise<Date> {
  const before = await stat(file);
  for await (const chunk of createReadStream(file, {
    signal,
    highWaterMark: 256 * 1024,
  })) {
    await write(chunk);
  }
  const after = await stat(file);
  if (before.mtimeMs !== after.mtimeMs || before.size !== after.size) {
    throw new Error(`${relative} was written while it was read`);
  }
  return after.mtime;
}

async function copyReport(
  found: FoundFile,
  signal: AbortSignal,
  write: Write,
): Promise<Date> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const written = await copy(found, signal, async chunk => {
    size += chunk.length;
    if (size > LARGEST_REPORT) {
      throw new InputError(
        `${found.relative} has more than ${LARGEST_REPORT} bytes: name it as a source of its own`,
      );
    }
    pieces.push(chunk);
  });
  await write(
    Buffer.from(
      `{"file":${JSON.stringify(found.relative)},"report":${jsonOnOneLine(
        found.relative,
        Buffer.concat(pieces),
      )}}\n`,
    ),
  );
  return written;
}

function jsonOnOneLine(relative: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    JSON.parse(text);
  } catch {
    throw new Error(`${relative} is not JSON in UTF-8, or was cut off`);
  }
  // Line ends stand outside of texts only: without them it is the same JSON.
  return text.replace(/[\r\n]+/g, ' ');
}

/** A value as part of a path: it leads nowhere else. */
function fileWord(value: string | string[], name: string): string {
  if (Array.isArray(value) || unsafePath(value) || value.includes('/')) {
    throw new InputError(
      `The value of ${name} cannot be part of a file's name: it may have letters, digits, "_", "-" and "."`,
    );
  }
  return value;
}
