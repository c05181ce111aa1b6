import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Layout } from './layout';
import { isAlive, RunningPostmaster } from './postmaster';

/** Somebody who uses the server, and says so as long as they do. */
export interface User {
  /**
   * Leaves the server.
   *
   * @param running - the server
   * @param stop - stops it; called when nobody else uses it
   */
  leave(running: RunningPostmaster, stop: () => Promise<void>): Promise<void>;
  /** Takes back that it is used, where it never came to that. */
  withdraw(): Promise<void>;
}

/** Says that this process uses the server of these files, before it looks whether that runs. */
export async function enter(layout: Layout): Promise<User> {
  const use = await putSign(layout.users);
  return {
    withdraw: use.remove,
    async leave(running, stop) {
      await use.remove();
      // Each says what it is about to do before it looks at what others do, so that of a process that comes and one
      // that leaves at least one sees the other.
      const leaving = await putSign(layout.stopping, String(running.pid));
      try {
        if ((await readSigns(layout.users)).length === 0) {
          await stop();
        }
      } finally {
        await leaving.remove();
      }
    },
  };
}

/** True when a living process has said that it is about to stop this server. */
export async function isBeingStopped(
  layout: Layout,
  running: RunningPostmaster,
): Promise<boolean> {
  return (await readSigns(layout.stopping)).includes(String(running.pid));
}

/** Puts a file of this process into a folder; it counts as long as the process lives. */
async function putSign(folder: string, content = '') {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${process.pid}-${randomUUID()}`);
  await writeFile(file, content);
  return { remove: () => rm(file, { force: true }) };
}

/** What the signs of living processes say. */
async function readSigns(folder: string): Promise<string[]> {
  const signs: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    if (isAlive(parseInt(name, 10))) {
      // It may be gone by now.
      const content = await readFile(file, 'utf8').catch(() => undefined);
      if (content !== undefined) signs.push(content);
    } else {
      await rm(file, { force: true });
    }
  }
  return signs;
}
