import { randomUUID } from 'crypto';
import {
  digestsOfTexts,
  Facts,
  fold,
  RULES,
  subjectOf,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { itemsOf } from '@countersign/plugin-cmdb-node';
import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';
import { itemView } from '@countersign/plugin-governance-common';
import { StoredChange } from '../src/database/changeRows';
import { ChangeStore } from '../src/database/ChangeStore';
import { snapshotOf } from '../src/services/ChangeService';
import { benchEstate, BOARD, personRef, size } from './estate';

/**
 * Fills the tables as years of use would: changes of three years behind and, planned, of sixty days ahead; a few items
 * are changed often and most seldom. Indexes are made after the load, as a restore does.
 */
export async function loadChanges(
  knex: Knex,
  total: number,
  planned: number,
  policyDigest: Sha256Digest,
): Promise<void> {
  const indexes: { indexname: string; indexdef: string }[] = (
    await knex.raw(
      `SELECT indexname, indexdef FROM pg_indexes i WHERE tablename IN ('changes', 'change_items')
         AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)`,
    )
  ).rows;
  for (const { indexname } of indexes) {
    await knex.raw('DROP INDEX ??', [indexname]);
  }
  await knex.raw('ALTER TABLE changes DISABLE TRIGGER USER');
  await knex.raw(
    `INSERT INTO changes (id, seq, number, title, description, type, state, category, environment, items, team,
       item_owners, requester, implementer, window_start, window_end, justification, test_plan, backout_plan, source,
       risk_score, risk_level, policy, requirements, approver_groups, pending_groups, approval_status,
       close_code, closed_at, created_at, updated_at, submitted_at, authorize_at, approved_at)
     SELECT gen_random_uuid(), n, 'CHG' || lpad(n::text, 7, '0'),
       verbs[1 + n % 6] || ' ' || things[1 + (n / 7) % 8] || ' of service ' || item,
       'Requested by the team of service ' || item || ', run ' || n || '. ' || repeat('Details follow. ', (n % 20)::int),
       CASE WHEN n % 20 = 0 THEN 'emergency' WHEN n % 5 = 0 THEN 'standard' ELSE 'normal' END,
       state, 'software', env, items, 'group:default/team-' || lpad((item % 40)::text, 3, '0'),
       ARRAY['group:default/team-' || lpad((item % 40)::text, 3, '0')],
       'user:default/person-' || lpad((n % 400)::text, 3, '0'),
       'user:default/person-' || lpad((n * 7 % 400)::text, 3, '0'),
       starts, starts + interval '2 hours', 'Because.', 'Look at it.', 'Put it back.', '{"kind": "api"}',
       score, CASE WHEN score < 30 THEN 'low' WHEN score < 60 THEN 'moderate' WHEN score < 85 THEN 'high' ELSE 'very_high' END,
       jsonb_build_object('name', 'board', 'digest', :digest::text),
       jsonb_build_array(jsonb_build_object('group', :board::text, 'count', 1, 'reason', 'policy board')),
       ARRAY[:board::text], CASE WHEN state = 'authorize' THEN ARRAY[:board::text] ELSE '{}'::text[] END,
       CASE WHEN state IN ('assess') THEN 'not_requested' WHEN state = 'authorize' THEN 'pending' ELSE 'approved' END,
       CASE WHEN state = 'closed' THEN CASE WHEN n % 17 = 0 THEN 'unsuccessful' ELSE 'successful' END END,
       CASE WHEN state = 'closed' THEN starts + interval '1 day' END,
       starts - interval '5 days',
       -- Closing is the last that is written of a change.
       CASE WHEN state = 'closed' THEN starts + interval '1 day'
         ELSE least(now(), starts + interval '1 day') - (n % 1000) * interval '1 second' END,
       starts - interval '4 days',
       CASE WHEN state <> 'assess' AND (n % 5 > 0 OR n % 20 = 0) THEN starts - interval '4 days' END,
       CASE WHEN state NOT IN ('assess', 'authorize') THEN starts - interval '3 days' END
     FROM (
       SELECT n, item, is_planned, env, verbs, things, (n * 37 % 1000) / 10.0 AS score,
         CASE WHEN NOT is_planned THEN CASE WHEN n % 33 = 0 THEN 'canceled' ELSE 'closed' END
              ELSE (ARRAY['assess', 'authorize', 'authorize', 'scheduled', 'scheduled', 'scheduled', 'scheduled',
                          'scheduled', 'scheduled', 'implement'])[1 + n % 10] END AS state,
         CASE WHEN is_planned THEN now() - interval '1 hour' + (n * 7919 % (60 * 24 * 12)) * interval '5 minutes'
              ELSE now() - interval '7 days' - (n * 7919 % (3 * 365 * 24 * 12)) * interval '5 minutes' END AS starts,
         CASE n % 3 WHEN 0 THEN ARRAY['component:default/service-' || lpad(item::text, 3, '0')]
              ELSE ARRAY['component:default/service-' || lpad(item::text, 3, '0'),
                         'component:default/service-' || lpad(((item * 13 + n) % :items::bigint)::text, 3, '0')] END AS items
       FROM (
         SELECT n, n > :total::bigint - :planned::bigint AS is_planned,
           -- A square makes low numbers frequent: the first tenth of the items has a third of the changes.
           floor(:items::float8 * power(((n * 48271) % 2147483647) / 2147483647.0, 2))::bigint AS item,
           CASE WHEN n % 10 < 6 THEN 'production' WHEN n % 10 < 8 THEN 'staging' ELSE 'development' END AS env,
           ARRAY['Raise', 'Rotate', 'Replace', 'Resize', 'Deploy', 'Patch'] AS verbs,
           ARRAY['the quota', 'the credentials', 'the certificate', 'the disk', 'the release', 'the schema',
                 'the index', 'the queue'] AS things
         FROM generate_series(1::bigint, :total::bigint) AS n
       ) AS raw
     ) AS made`,
    {
      total,
      planned,
      items: size.items,
      board: BOARD,
      digest: policyDigest,
    },
  );
  await knex.raw(
    `INSERT INTO change_items (change_id, entity_ref, environment, window_start, window_end, active, updated_at, seq)
     SELECT DISTINCT id, ref, environment, window_start, window_end,
       state IN ('assess', 'authorize', 'scheduled', 'implement'), updated_at, seq FROM changes, unnest(items) AS ref`,
  );
  await knex.raw('ALTER TABLE changes ENABLE TRIGGER USER');
  for (const { indexdef } of indexes) {
    await knex.raw(indexdef);
  }
  await knex.raw(`SELECT setval('change_numbers', ?)`, [total]);
}

const noTexts = {
  description: '',
  justification: '',
  implementationPlan: '',
  testPlan: '',
  backoutPlan: '',
};

/**
 * Gives every change the facts a fold over its entries would: as much of them as reading it takes. They know that its next
 * entry is the first, as the facts of a change know the number of its last one.
 */
export async function giveFacts(knex: Knex): Promise<void> {
  const empty = JSON.stringify(digestsOfTexts({ ...noTexts, links: [] }));
  await knex.raw(
    `INSERT INTO change_facts (change_id, last_sequence, rules, facts)
     SELECT id, 0, :rules, json_build_object(
       'number', number, 'rules', :rules::int, 'type', type, 'state', state, 'requester', requester,
       'implementer', implementer, 'declined', '[]'::json, 'round', approval_round, 'decisions', '[]'::json,
       'acceptances', '[]'::json, 'runs', '[]'::json, 'at', :at::text,
       'hands', json_build_array(json_build_object('who', requester, 'as', 'asked', 'at', :at::text, 'entry', id)),
       'named', json_build_array(json_build_object('who', implementer, 'as', 'implements', 'by', requester)),
       'content', (:empty::jsonb || jsonb_build_object(
         'title', title, 'category', category, 'environment', environment, 'items', items, 'team', team,
         'touches', '[]'::jsonb, 'window', jsonb_build_object('start', window_start, 'end', window_end),
         'risk', jsonb_build_object('score', risk_score, 'level', risk_level))))
     FROM changes`,
    { rules: RULES, at: new Date(0).toISOString(), empty },
  );
}

/** Gives changes the approval that was asked for, bound to what they say, as the gate will check it. */
export async function approve(
  knex: Knex,
  numbers: string[],
  policyDigest: Sha256Digest,
): Promise<void> {
  const graph = CmdbGraph.from(benchEstate());
  const stored = await new ChangeStore().findMany(knex, numbers);
  for (const one of stored) {
    const { change } = one;
    const [approver] = [0, 50, 100, 150]
      .map(personRef)
      .filter(who => who !== change.requester && who !== change.implementer);
    const facts = approvedFacts(one, approver, policyDigest, graph);
    const { subjectDigest } = facts.asked!;
    await knex('changes').where({ id: change.id }).update({
      subject_digest: subjectDigest,
    });
    await knex('approvals').insert({
      id: facts.decisions[0].id,
      change_id: change.id,
      round: 1,
      group_ref: BOARD,
      approver,
      decision: 'approved',
      subject_digest: subjectDigest,
      decided_at: new Date(),
    });
    await knex('change_facts')
      .where({ change_id: change.id })
      .update({ facts: JSON.stringify(facts) });
  }
}

/** The facts of a change that was opened, asked about and approved. */
function approvedFacts(
  stored: StoredChange,
  approver: string,
  policyDigest: Sha256Digest,
  graph: CmdbGraph,
): Facts {
  const { change } = stored;
  const at = new Date(0).toISOString();
  const opened = fold(undefined, {
    id: randomUUID(),
    type: 'change.created',
    actor: change.requester,
    occurredAt: at,
    data: JSON.parse(JSON.stringify(snapshotOf(stored))),
  })!;
  const assessed: Facts = {
    ...opened,
    state: change.state,
    content: { ...opened.content, risk: change.risk },
  };
  const subject = subjectOf(assessed, policyDigest);
  const subjectDigest = digestOf(subject);
  return {
    ...assessed,
    approvedAt: at,
    asked: {
      at,
      round: 1,
      subject,
      subjectDigest,
      policy: { name: 'board', digest: policyDigest },
      requirements: [{ group: BOARD, reason: 'policy board', count: 1 }],
      items: itemsOf(graph, change.items).map(itemView),
    },
    decisions: [
      {
        id: randomUUID(),
        round: 1,
        group: BOARD,
        approver,
        approved: true,
        subjectDigest,
        at,
      },
    ],
  };
}
