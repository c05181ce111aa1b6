import fs from 'node:fs/promises';
import path from 'node:path';
import { UserError } from './report.mjs';

/** True for the messages of Node, npm, Yarn and PostgreSQL that mean a full disk. */
export function meansDiskFull(text) {
  return /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i.test(
    text,
  );
}

export function diskFullError(folder) {
  return new UserError(
    `The disk that holds ${folder} is full: free some space and run this again`,
  );
}

/** Refuses to begin what the disk cannot hold, which is kinder than failing halfway. */
export async function requireFreeSpace(folder, megabytes, purpose) {
  if (!fs.statfs) {
    return;
  }
  let existing = folder;
  for (;;) {
    try {
      const { bavail, bsize } = await fs.statfs(existing);
      const free = Math.floor((bavail * bsize) / 1024 / 1024);
      if (free < megabytes) {
        throw new UserError(
          `The disk that holds ${existing} has ${free} MB free and ${purpose} takes ${megabytes} MB: free some space and run this again`,
        );
      }
      return;
    } catch (error) {
      if (error.code !== 'ENOENT') {
        throw error;
      }
      existing = path.dirname(existing);
    }
  }
}
