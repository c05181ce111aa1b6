import { createReadStream } from 'fs';
import { stat } from 'fs/promises';
import path from 'path';
import { unsafePath } from '@countersign/plugin-compliance-evidence-common';
import {
  EvidenceSource,
  EvidenceSourceKind,
  FilePlace,
  filesSource,
  PlacedFile,
} from '@countersign/plugin-compliance-evidence-node';
import { filesLike, pathInside } from './folderFiles';

/** Files in a folder. A query is the path of one file below it, or a pattern that means several. */
export const fileSources: EvidenceSourceKind = {
  kind: 'file',
  create({ name, system, config }): EvidenceSource {
    const folder = path.resolve(config.getString('folder'));
    return filesSource(system ?? name, folderPlace(folder));
  },
};

function folderPlace(folder: string): FilePlace {
  return {
    unsafe: unsafePath,
    one: async asked => placed(asked, await pathInside(folder, asked)),
    like: async pattern =>
      (await filesLike(folder, pattern)).map(({ relative, file }) =>
        placed(relative, file),
      ),
  };
}

function placed(relative: string, file: string): PlacedFile {
  return {
    path: relative,
    async read(write, signal) {
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
      return { writtenAt: after.mtime };
    },
  };
}
