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
  /** A file for each process that uses the server. */
  users: string;
  /** A file for each process that is about to stop it. */
  stopping: string;
}

/** What is remembered from one start to the next. */
export interface Settings {
  port?: number;
  /** The superuser's. */
  password: string;
  /** The ordinary role's. */
  rolePassword: string;
}

export function layoutOf(dataDir: string): Layout {
  const root = path.resolve(dataDir);
  return {
    root,
    cluster: path.join(root, 'cluster'),
    unfinished: path.join(root, 'cluster.new'),
    log: path.join(root, 'postgres.log'),
    settings: path.join(root, 'settings.json'),
    users: path.join(root, 'users'),
    stopping: path.join(root, 'stopping'),
  };
}

/** Makes the directory; others may pass through it (the server's account has to) but not list it. */
export async function prepareRoot(layout: Layout): Promise<void> {
  await mkdir(layout.root, { recursive: true });
  await chmod(layout.root, 0o711);
}

const newPassword = () => randomBytes(18).toString('base64url');

export async function readSettings(layout: Layout): Promise<Settings> {
  const kept = await readKept(layout);
  if (kept.password && kept.rolePassword) {
    return kept as Settings;
  }
  const settings = {
    password: newPassword(),
    rolePassword: newPassword(),
    ...kept,
  };
  await writeSettings(layout, settings);
  return settings;
}

async function readKept(layout: Layout): Promise<Partial<Settings>> {
  try {
    return JSON.parse(await readFile(layout.settings, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return {};
    }
    throw error;
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
