import { UserError } from './report.mjs';

const TIMEOUT_MS = 10_000;
const OLDEST_VERSION = 15;

/**
 * The server that `POSTGRES_HOST` and its companions name.
 *
 * @returns `{ host, port, user, password }`; undefined where no host is set
 */
export function readPostgresServer(env = process.env) {
  const { POSTGRES_HOST: host, POSTGRES_PORT: port } = env;
  if (!host) {
    return undefined;
  }
  if (port && !(/^\d+$/.test(port) && port >= 1 && port <= 65535)) {
    throw new UserError(
      `POSTGRES_PORT is "${port}" and has to be a number from 1 to 65535`,
    );
  }
  return {
    host,
    port: Number(port || 5432),
    user: env.POSTGRES_USER || 'postgres',
    password: env.POSTGRES_PASSWORD || undefined,
  };
}

/**
 * One query against a server the user named, so that a wrong address or password fails here, in one line.
 *
 * @param Client - that of the `pg` package
 */
export async function requireAnswer(Client, server) {
  const client = new Client({
    ...server,
    database: 'postgres',
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  // Without a listener, a connection that the server drops would end this process.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('SHOW server_version_num');
    requireVersion(Number(rows[0].server_version_num), server);
  } catch (error) {
    throw error instanceof UserError
      ? error
      : new UserError(explain(error, server));
  } finally {
    // A server that does not answer does not say goodbye either.
    client.end().catch(() => {});
    client.connection.stream.destroy();
  }
}

function requireVersion(number, { host, port }) {
  const major = Math.floor(number / 10_000);
  if (major < OLDEST_VERSION) {
    throw new UserError(
      `PostgreSQL at ${host}:${port} is version ${major}; the portal needs ${OLDEST_VERSION} or later`,
    );
  }
}

function explain(error, { host, port, user }) {
  const where = 'check POSTGRES_HOST and POSTGRES_PORT';
  const reason = error.message || error.code || 'no reason given';
  if (error.code === 'ECONNREFUSED') {
    return `No PostgreSQL listens at ${host}:${port}: ${where}`;
  }
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
    return `There is no host named "${host}": ${where}`;
  }
  if (/time(d )?out/i.test(reason) || error.code === 'ETIMEDOUT') {
    return `PostgreSQL at ${host}:${port} does not answer within ${
      TIMEOUT_MS / 1000
    } s: ${where}`;
  }
  // Before the next: a server that insists on TLS says so as it refuses a user.
  if (/no encryption|certificate|SSL/.test(reason)) {
    return `PostgreSQL at ${host}:${port} and this machine do not agree on TLS (${reason}): check PGSSLMODE and NODE_EXTRA_CA_CERTS`;
  }
  // Class 28 is "invalid authorization"; the other is the driver's word for a password that is asked for and not there.
  if (/^28/.test(error.code) || /password must be a string/.test(reason)) {
    return `PostgreSQL at ${host}:${port} refuses user "${user}" (${reason}): check POSTGRES_USER and POSTGRES_PASSWORD`;
  }
  return `PostgreSQL at ${host}:${port} cannot be used (${reason}): ${where}`;
}
