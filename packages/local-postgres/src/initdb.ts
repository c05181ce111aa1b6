import { rename, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PostgresBinaries } from './binaries';
import { LocalPostgresError, diskFull, meansDiskFull } from './errors';
import { Layout } from './layout';
import { ServerAccount } from './serverAccount';

/**
 * Makes the cluster when there is none. It appears under its name only when it is complete: a start that was killed
 * halfway leaves nothing that looks like a database.
 */
export async function ensureCluster(
  layout: Layout,
  binaries: PostgresBinaries,
  account: ServerAccount,
  superuser: { name: string; password: string },
): Promise<void> {
  const exists = await stat(path.join(layout.cluster, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (exists) {
    return;
  }
  await rm(layout.unfinished, { recursive: true, force: true });
  await mkdir(layout.unfinished, { mode: 0o700 });
  await account.own(layout.unfinished);

  const passwordFile = path.join(layout.root, 'initial-password');
  await writeFile(passwordFile, `${superuser.password}\n`, { mode: 0o600 });
  await account.own(passwordFile);
  try {
    await runInitdb(binaries.initdb, account, [
      `--pgdata=${layout.unfinished}`,
      '--auth=scram-sha-256',
      `--username=${superuser.name}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      // The same collation on every machine, whatever locales it has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
  } catch (error) {
    await rm(layout.unfinished, { recursive: true, force: true });
    throw meansDiskFull(error) ? diskFull(layout.root, error) : error;
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(layout.unfinished, layout.cluster);
}

function runInitdb(
  initdb: string,
  account: ServerAccount,
  args: string[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = account.spawn(initdb, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr?.on('data', chunk => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', code =>
      code === 0
        ? resolve()
        : reject(
            new LocalPostgresError(
              'FAILED',
              `PostgreSQL could not make its data directory: ${output.trim()}`,
            ),
          ),
    );
  });
}
