import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where the parts of one installation are, below its data directory. */
export interface Layout {
  root: string;
  /** PostgreSQL's own directory (`PGDATA`). */
  cluster: string;
  /** A cluster that is being made; renamed to `cluster` when it is complete. */
  unfinished: string;
  log: string;
  settings: string;
}

/** What is remembered from one start to the next. */
export interface Settings {
  port?: number;
  password: string;
  /** The process that started the server last. */
  ownerPid?: number;
}

export function layoutOf(dataDir: string): Layout {
  const root = path.resolve(dataDir);
  return {
    root,
    cluster: path.join(root, 'cluster'),
    unfinished: path.join(root, 'cluster.new'),
    log: path.join(root, 'postgres.log'),
    settings: path.join(root, 'settings.json'),
  };
}

/** Makes the directory; others may pass through it (the server's account has to) but not list it. */
export async function prepareRoot(layout: Layout): Promise<void> {
  await mkdir(layout.root, { recursive: true });
  await chmod(layout.root, 0o711);
}

export async function readSettings(layout: Layout): Promise<Settings> {
  try {
    return JSON.parse(await readFile(layout.settings, 'utf8')) as Settings;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
    const settings = { password: randomBytes(18).toString('base64url') };
    await writeSettings(layout, settings);
    return settings;
  }
}

export async function writeSettings(
  layout: Layout,
  settings: Settings,
): Promise<void> {
  const next = `${layout.settings}.new`;
  await writeFile(next, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
  await rename(next, layout.settings);
}
