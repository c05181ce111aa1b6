import { Pool } from 'pg';

/** Any number that no other program locks in this database. */
const LOCK = 7_240_131;

const firstNames = ['Ada', 'Bola', 'Chen', 'Dunya', 'Emil', 'Farah', 'Goran'];
const lastNames = ['Abadi', 'Bakker', 'Costa', 'Dlamini', 'Eriksen', 'Fontana'];

/** Made-up customers, each with an address in a domain that cannot exist. */
const customers = firstNames.flatMap((first, i) =>
  lastNames.map((last, j) => ({
    id: i * lastNames.length + j + 1,
    name: `${first} ${last}`,
    email: `${first}.${last}@example.invalid`.toLowerCase(),
  })),
);

/** Makes the table and fills it, once, however many instances start together. */
export async function prepareSchema(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(`
      CREATE TABLE IF NOT EXISTS users (
        id integer PRIMARY KEY,
        name text NOT NULL,
        email text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await client.query(
      `INSERT INTO users (id, name, email)
       SELECT id, name, email FROM jsonb_to_recordset($1)
         AS given (id integer, name text, email text)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(customers)],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
