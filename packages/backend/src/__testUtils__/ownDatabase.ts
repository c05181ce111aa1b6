import { TestDatabases } from '@backstage/backend-test-utils';
import { connectionOf } from '@countersign/plugin-governance-test-utils';

/** What an adopter's portal is: it makes schemas in its database, and may do nothing else that only a superuser may. */
export const PORTAL_ROLE = 'countersign_portal_of_tests';

/** Nobody signs in as this role, so one for all tests does no harm; tests that begin at once make it once. */
const portalRole = `
  DO $$ BEGIN
    CREATE ROLE ${PORTAL_ROLE} NOLOGIN NOSUPERUSER;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$`;

/**
 * A database of its own for a portal, which is that role in it.
 *
 * @returns `backend.database.connection` of the portal, and the database as whoever it was made by
 */
export async function ownDatabase(databases: TestDatabases) {
  const knex = await databases.init('POSTGRES_18');
  const connection = connectionOf(knex);
  const { database } = connection;
  await knex.raw(portalRole);
  await knex.raw('GRANT CREATE ON DATABASE ?? TO ??', [database, PORTAL_ROLE]);
  return {
    knex,
    connection: { options: `-c role=${PORTAL_ROLE}`, ...connection },
  };
}
