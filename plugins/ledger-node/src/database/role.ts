import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import type { Knex } from 'knex';

/** Whether the database's role may be one whom no trigger holds. */
export type RoleDemand = 'ordinary' | 'any';

/**
 * What the configuration demands: an ordinary role in production, unless `ledger.allowSuperuser` is true; elsewhere any,
 * unless it is false.
 */
export function readRoleDemand(
  config: Pick<RootConfigService, 'getOptionalBoolean' | 'getOptionalString'>,
): RoleDemand {
  const production =
    process.env.NODE_ENV === 'production' ||
    config.getOptionalString('auth.environment') === 'production';
  const allowed =
    config.getOptionalBoolean('ledger.allowSuperuser') ?? !production;
  return allowed ? 'any' : 'ordinary';
}

/**
 * Looks whether the role that this connection has can get around triggers: a superuser, one who may become one, or one
 * who may set `session_replication_role`. The ledger's triggers are ALWAYS and hold against the last; those of other
 * records of other plugins may not be.
 *
 * @throws InputError with what to do, where an ordinary role is demanded
 */
export async function checkRole(
  knex: Knex,
  demand: RoleDemand,
  logger: LoggerService,
): Promise<void> {
  const power = await powerOf(knex);
  if (!power) {
    return;
  }
  const says = `The database role ${power.role} ${power.what}, whom no rule of the database holds: connect as an ordinary role (CREATE ROLE countersign LOGIN CREATEDB) that owns this database`;
  if (demand === 'ordinary') {
    throw new InputError(`${says}, or set ledger.allowSuperuser: true`);
  }
  logger.warn(says);
}

async function powerOf(
  knex: Knex,
): Promise<{ role: string; what: string } | undefined> {
  const { rows } = await knex.raw<{
    rows: Array<{ role: string; superuser: boolean; may_become: boolean }>;
  }>(
    `SELECT session_user AS role,
       (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) AS superuser,
       EXISTS (SELECT FROM pg_roles WHERE rolsuper AND pg_has_role(session_user, oid, 'MEMBER')) AS may_become`,
  );
  const [{ role, superuser, may_become: mayBecome }] = rows;
  if (superuser) {
    return { role, what: 'is a superuser' };
  }
  if (mayBecome) {
    return { role, what: 'may become a superuser' };
  }
  return (await maySwitchTriggersOff(knex))
    ? { role, what: 'may set session_replication_role' }
    : undefined;
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** Tried, because versions before 15 have no word for this privilege. */
async function maySwitchTriggersOff(knex: Knex): Promise<boolean> {
  const trx = await knex.transaction();
  try {
    await trx.raw('SET LOCAL session_replication_role = replica');
    return true;
  } catch (error) {
    if (isError(error) && error.code === INSUFFICIENT_PRIVILEGE) {
      return false;
    }
    throw error;
  } finally {
    await trx.rollback();
  }
}
