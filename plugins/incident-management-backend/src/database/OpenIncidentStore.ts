import { openStates } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** What is open, as far as alerts have to know. */
export class OpenIncidentStore {
  /** By entity; private ones are nobody's business here. */
  async byEntity(db: Knex): Promise<{ number: string; entityRef: string }[]> {
    const rows: { number: string; entity: string }[] = await db('incidents')
      .whereIn('state', [...openStates])
      .whereNull('private_to')
      .orderBy('seq')
      .select('number', db.raw('unnest(entities) AS entity'));
    return rows.map(({ number, entity }) => ({ number, entityRef: entity }));
  }
}
