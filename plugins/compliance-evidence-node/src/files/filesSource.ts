import { InputError } from '@backstage/errors';
import {
  formatOfFile,
  knownEndings,
  RawFormat,
  unsafePath,
} from '@countersign/plugin-compliance-evidence-common';
import { bound } from '../queryText';
import { EvidenceSource, Taken } from '../sources';
import { FilePlace, PlacedFile, ReadFile, WriteChunk } from './place';

/** One JSON file of several is held in memory as a whole. */
const LARGEST_REPORT = 48 * 1024 * 1024;

/**
 * Files of a place as evidence. A query is the path of one file, such as `grants-${quarter}.csv`, or several by a pattern, such
 * as `scans/*\/trivy.json`; the ending says how they are read. The data are as of the moment when the oldest was written.
 */
export function filesSource(system: string, place: FilePlace): EvidenceSource {
  return {
    system,
    async snapshot({ query, signal }, write) {
      const asked = bound(query.text, query.parameters, fileWord).trim();
      const wrong = place.unsafe(asked.replace(/\*/g, 'any'));
      if (wrong) throw new InputError(`The path ${asked} ${wrong}`);
      const format = formatOfFile(asked);
      if (!format) {
        throw new InputError(
          `${asked} ends in none of ${[...knownEndings.keys()].join(', ')}`,
        );
      }
      if (asked.includes('*')) {
        demandJson(asked, format);
        const found = await place.like(asked, signal);
        return snapshotOfMany(found, format, signal, write);
      }
      const file = await place.one(asked, signal);
      const { writtenAt, version } = await file.read(write, signal);
      return {
        asOf: writtenAt.toISOString(),
        format,
        completeness: {
          gaps: [],
          ...(version && { statistics: version }),
        },
      };
    },
  };
}

function demandJson(
  asked: string,
  format: RawFormat,
): asserts format is 'json' | 'ndjson' {
  if (format === 'json' || format === 'ndjson') return;
  throw new InputError(
    `${asked} means several files, which can be JSON or NDJSON: of other formats name one file a source`,
  );
}

/** JSON files become one body a line, each beside its path; lines of NDJSON follow each other. */
async function snapshotOfMany(
  found: readonly PlacedFile[],
  format: 'json' | 'ndjson',
  signal: AbortSignal,
  write: WriteChunk,
): Promise<Taken> {
  const times: number[] = [];
  for (const each of found) {
    const { writtenAt } =
      format === 'json'
        ? await readReport(each, signal, write)
        : await each.read(write, signal);
    times.push(writtenAt.getTime());
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

async function readReport(
  file: PlacedFile,
  signal: AbortSignal,
  write: WriteChunk,
): Promise<ReadFile> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const read = await file.read(async chunk => {
    size += chunk.length;
    if (size > LARGEST_REPORT) {
      throw new InputError(
        `${file.path} has more than ${LARGEST_REPORT} bytes: name it as a source of its own`,
      );
    }
    pieces.push(chunk);
  }, signal);
  await write(
    Buffer.from(
      `{"file":${JSON.stringify(file.path)},"report":${jsonOnOneLine(
        file.path,
        Buffer.concat(pieces),
      )}}\n`,
    ),
  );
  return read;
}

function jsonOnOneLine(path: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON in UTF-8, or was cut off`);
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
