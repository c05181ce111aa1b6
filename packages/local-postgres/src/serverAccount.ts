import { execFile, spawn, type SpawnOptions } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LocalPostgresError } from './errors';

const run = promisify(execFile);

const ACCOUNT = 'postgres';

/** How a server process is to be run: PostgreSQL refuses to run as root, so root hands it to a system account. */
export interface ServerAccount {
  /** Gives a path to the account that the server runs as. */
  own(path: string): Promise<void>;
  spawn(
    command: string,
    args: string[],
    options: SpawnOptions,
  ): ReturnType<typeof spawn>;
}

const ownAccount: ServerAccount = {
  own: async () => {},
  spawn: (command, args, options) => spawn(command, args, options),
};

/**
 * The account that runs the server: the current user or, for root, `postgres`, made when it is missing.
 *
 * A root user's checkout is often below `/root`, which no other account may enter. The server then keeps its
 * account and gets the one capability that lets it through (`CAP_DAC_OVERRIDE`, by util-linux's `setpriv`), rather than
 * the user's folders other permissions.
 *
 * @param paths - files the server has to reach
 */
export async function findServerAccount(
  paths: string[],
): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) {
    return ownAccount;
  }
  const { uid, gid } = await findOrCreateIds();
  const own = (path: string) => chown(path, uid, gid);
  if (await reaches({ uid, gid }, paths)) {
    return {
      own,
      spawn: (command, args, options) =>
        spawn(command, args, { ...options, uid, gid }),
    };
  }
  const capabilities = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  return {
    own,
    spawn: (command, args, options) =>
      spawn('setpriv', [...capabilities, command, ...args], options),
  };
}

async function findOrCreateIds(): Promise<{ uid: number; gid: number }> {
  const ids = async () => ({
    uid: Number((await run('id', ['-u', ACCOUNT])).stdout),
    gid: Number((await run('id', ['-g', ACCOUNT])).stdout),
  });
  try {
    return await ids();
  } catch {
    try {
      await run('useradd', [
        '--system',
        '--user-group',
        '--no-create-home',
        '--shell',
        '/bin/false',
        ACCOUNT,
      ]);
      return await ids();
    } catch (cause) {
      throw new LocalPostgresError(
        'NO_SYSTEM_USER',
        `PostgreSQL does not run as root, and the account "${ACCOUNT}" could not be made: run "useradd --system ${ACCOUNT}", or start as another user`,
        { cause },
      );
    }
  }
}

async function reaches(
  account: { uid: number; gid: number },
  paths: string[],
): Promise<boolean> {
  const checks = paths.map(path =>
    run('test', ['-x', path], account).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(checks)).every(Boolean);
}
