import { createReadStream } from 'fs';
import { realpath, stat } from 'fs/promises';
import path from 'path';
import { InputError, isError, NotFoundError } from '@backstage/errors';
import {
  RawFormat,
  unsafePath,
} from '@countersign/plugin-compliance-evidence-common';
import {
  EvidenceSource,
  EvidenceSourceKind,
} from '@countersign/plugin-compliance-evidence-node';
import { bound } from './bind';

const formats: Record<string, RawFormat> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json-pages',
};

/**
 * Files in a folder. A query is the path of one file below it, such as `grants-${quarter}.csv`; its ending says how it is
 * read. The data are as of the moment when the file was last written.
 */
export const fileSources: EvidenceSourceKind = {
  kind: 'file',
  create({ name, system, config }): EvidenceSource {
    const folder = path.resolve(config.getString('folder'));
    return {
      system: system ?? name,
      async snapshot({ query, signal }, write) {
        const relative = bound(query.text, query.parameters, fileWord).trim();
        const wrong = unsafePath(relative);
        if (wrong) throw new InputError(`The path ${relative} ${wrong}`);
        const format = formats[path.extname(relative)];
        if (!format) {
          throw new InputError(
            `${relative} ends in none of ${Object.keys(formats).join(', ')}`,
          );
        }
        const file = await inside(folder, relative);
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
        return {
          asOf: after.mtime.toISOString(),
          format,
          completeness: { gaps: [] },
        };
      },
    };
  },
};

/** A value as part of a path: it leads nowhere else. */
function fileWord(value: string | string[], name: string): string {
  if (Array.isArray(value) || unsafePath(value) || value.includes('/')) {
    throw new InputError(
      `The value of ${name} cannot be part of a file's name: it may have letters, digits, "_", "-" and "."`,
    );
  }
  return value;
}

async function inside(folder: string, relative: string): Promise<string> {
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, relative));
    if (file.startsWith(root + path.sep)) return file;
  } catch (error) {
    if (!isError(error) || error.code !== 'ENOENT') throw error;
  }
  throw new NotFoundError(`There is no file ${relative} in the folder`);
}
