import { randomUUID } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openChangeDatabase } from './changeDatabase';

jest.setTimeout(240_000);

/** Freezes and policies decide later what was allowed earlier: plain SQL does not get rid of them either. */
describe('records of freezes and policies in the database', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await openChangeDatabase(mockServices.database({ knex }));
    await knex('schedule_rules').insert({
      id: randomUUID(),
      kind: 'freeze',
      title: 'Quarter end',
      description: '',
      start_at: '2026-12-30T18:00:00Z',
      end_at: '2027-01-02T06:00:00Z',
      time_zone: 'UTC',
      environments: [],
      allow_emergency: true,
      created_by: 'user:default/ingrid',
      created_at: new Date(),
      ended_at: new Date(),
      ended_by: 'user:default/ingrid',
    });
    await knex('policy_sets').insert({
      digest: 'sha256:00',
      policies: '[]',
      activated_at: new Date(),
    });
  });

  it.each(['origin', 'replica'])(
    'stay as they are, for a session in the role %s',
    async role => {
      const recorded = async () => [
        await knex('schedule_rules'),
        await knex('policy_sets'),
      ];
      const before = await recorded();
      for (const statement of [
        'TRUNCATE schedule_rules',
        'TRUNCATE policy_sets',
        'DELETE FROM schedule_rules',
        'DELETE FROM policy_sets',
        'UPDATE schedule_rules SET ended_at = NULL, ended_by = NULL',
        `UPDATE policy_sets SET policies = '[{}]'`,
      ]) {
        const attempt = knex.transaction(async trx => {
          await trx.raw(`SET LOCAL session_replication_role = ${role}`);
          await trx.raw(statement);
        });
        await expect(attempt).rejects.toMatchObject({ code: 'CM002' });
      }
      expect(await recorded()).toEqual(before);
    },
  );
});
