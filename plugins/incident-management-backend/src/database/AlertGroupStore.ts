import { Knex } from 'knex';

/** Which incident a group of alerts belongs to. */
export interface GroupStanding {
  number: string;
  /** Whether alerts of the group go to it without asking. */
  open: boolean;
}

/** Groups of alerts and their incidents: of one group, one is open at most. */
export class AlertGroupStore {
  /** The open one of a group, or else the one that was opened last. */
  async standing(
    trx: Knex.Transaction,
    group: string,
  ): Promise<GroupStanding | undefined> {
    return trx('incident_alert_groups as g')
      .join('incidents as i', 'i.number', 'g.number')
      .where('g.group_key', group)
      .orderBy('g.open', 'desc')
      .orderBy('i.seq', 'desc')
      .first('g.number', 'g.open');
  }

  /** The groups of an incident. */
  async groupsOf(trx: Knex.Transaction, number: string): Promise<string[]> {
    const rows = await trx('incident_alert_groups')
      .where({ number })
      .orderBy('group_key')
      .select('group_key');
    return rows.map(({ group_key }) => group_key);
  }

  /** A group belongs to an open incident from now on. */
  async join(
    trx: Knex.Transaction,
    group: string,
    number: string,
  ): Promise<void> {
    await trx('incident_alert_groups')
      .insert({ group_key: group, number, open: true })
      .onConflict(['group_key', 'number'])
      .merge({ open: true });
  }

  /** All groups of an incident are closed with it. */
  async leave(trx: Knex.Transaction, number: string): Promise<void> {
    await trx('incident_alert_groups')
      .where({ number, open: true })
      .update({ open: false });
  }

  /** What is merged takes its groups along. */
  async move(trx: Knex.Transaction, from: string, into: string): Promise<void> {
    const rows = await trx('incident_alert_groups')
      .where({ number: from, open: true })
      .update({ open: false })
      .returning('group_key');
    for (const { group_key } of rows) await this.join(trx, group_key, into);
  }
}
