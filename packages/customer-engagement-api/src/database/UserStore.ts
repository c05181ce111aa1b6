import { Database } from './Database';

/** A customer of the application. */
export interface User {
  id: number;
  name: string;
  email: string;
  createdAt: string;
}

interface Row {
  id: number;
  name: string;
  email: string;
  created_at: Date;
}

/** Customers in PostgreSQL. */
export class UserStore {
  constructor(private readonly database: Database) {}

  /** @param after - The last id of the page before. */
  async list(after: number, limit: number): Promise<User[]> {
    const rows = await this.database.query<Row>(
      'SELECT id, name, email, created_at FROM users WHERE id > $1 ORDER BY id LIMIT $2',
      [after, limit],
    );
    return rows.map(toUser);
  }

  async find(id: number): Promise<User | undefined> {
    const [row] = await this.database.query<Row>(
      'SELECT id, name, email, created_at FROM users WHERE id = $1',
      [id],
    );
    return row && toUser(row);
  }
}

function toUser({ id, name, email, created_at }: Row): User {
  return { id, name, email, createdAt: created_at.toISOString() };
}
