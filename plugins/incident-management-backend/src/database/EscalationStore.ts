import { compact, iso, Row } from '@countersign/plugin-governance-node';
import {
  EscalationAnswer,
  PageMessage,
  SentPage,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { PageMessageStore } from './PageMessageStore';

/** How far an incident is escalated, since it was raised or raised again. */
export interface Escalation {
  number: string;
  run: number;
  policy: string | undefined;
  raisedAt: Date;
}

/** A page as it is sent. */
export interface NewPage {
  id: string;
  step: number;
  dueAt: Date;
  channel: SentPage['channel'];
  recipient: string;
  via: string | undefined;
  nobody: string | undefined;
}

/** In these somebody has to do something; in triage nobody is told yet. */
const pressing = ['new', 'in-progress', 'on-hold'];

/** Escalations and the pages that were sent. */
export class EscalationStore {
  /** What went on from the portal to those who were paged. */
  readonly messages = {
    mail: new PageMessageStore('mail'),
    slack: new PageMessageStore('slack'),
  };

  /** Incidents that are raised, or raised again, and not escalated yet. */
  async unseen(
    db: Knex,
    limit: number,
  ): Promise<{ number: string; run: number }[]> {
    const rows = await db('incidents AS i')
      .leftJoin('escalations AS e', join =>
        join
          .on('e.number', 'i.number')
          .andOn('e.run', db.raw(`(i.facts->>'reopened')::integer`)),
      )
      .whereIn('i.state', pressing)
      .whereNull('e.number')
      .orderBy('i.seq')
      .limit(limit)
      .select('i.number', db.raw(`(i.facts->>'reopened')::integer AS run`));
    return rows;
  }

  /** Escalations with a step that is due. */
  async due(
    db: Knex,
    now: Date,
    limit: number,
  ): Promise<{ number: string; run: number }[]> {
    return db('escalations')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
      .select('number', 'run');
  }

  /** Begins one; nothing happens where another replica has begun it. */
  async begin(trx: Knex, escalation: Escalation): Promise<void> {
    const { number, run, policy, raisedAt } = escalation;
    await trx('escalations')
      .insert({
        ...{ number, run },
        policy: policy ?? null,
        raised_at: raisedAt,
        due_at: policy ? raisedAt : null,
      })
      .onConflict(['number', 'run'])
      .ignore();
  }

  /** Locked until the transaction ends; undefined where nothing of it is due, or another replica has it. */
  async lockDue(
    trx: Knex,
    { number, run }: { number: string; run: number },
    now: Date,
  ): Promise<Escalation | undefined> {
    const row = await trx('escalations')
      .where({ number, run })
      .where('due_at', '<=', now)
      .forUpdate()
      .skipLocked()
      .first();
    return (
      row && {
        number,
        run,
        policy: row.policy ?? undefined,
        raisedAt: row.raised_at,
      }
    );
  }

  async save(
    trx: Knex,
    { number, run }: { number: string; run: number },
    state: { dueAt: Date | undefined; endedAt: Date | undefined },
  ): Promise<void> {
    await trx('escalations')
      .where({ number, run })
      .update({
        due_at: state.dueAt ?? null,
        ended_at: state.endedAt ?? null,
      });
  }

  /** Steps that were paged, and whether they reached anybody. */
  async paged(
    trx: Knex,
    { number, run }: { number: string; run: number },
  ): Promise<{ step: number; reached: boolean; at: number }[]> {
    const rows = await trx('escalation_pages')
      .where({ number, run })
      .groupBy('step')
      .select(
        'step',
        trx.raw(`bool_or(channel <> 'nobody') AS reached`),
        trx.raw('min(sent_at) AS at'),
      );
    return rows.map(({ step, reached, at }) => ({
      step,
      reached,
      at: at.getTime(),
    }));
  }

  async addPages(
    trx: Knex,
    { number, run }: { number: string; run: number },
    pages: readonly NewPage[],
    sentAt: Date,
  ): Promise<void> {
    await trx('escalation_pages').insert(
      pages.map(({ id, step, dueAt, channel, recipient, via, nobody }) => ({
        ...{ id, number, run, step, channel, recipient },
        due_at: dueAt,
        sent_at: sentAt,
        via: via ?? null,
        nobody: nobody ?? null,
      })),
    );
  }

  /** Whoever takes pages has taken this one. */
  async delivered(db: Knex, id: string, at: Date): Promise<void> {
    await db('escalation_pages')
      .where({ id })
      .update({
        delivered_at: db.raw('coalesce(delivered_at, ?)', [at]),
        failure: null,
      });
  }

  /** All that was sent at a moment arrived then. */
  async deliveredAtOnce(db: Knex, at: Date): Promise<void> {
    await db('escalation_pages')
      .where({ sent_at: at })
      .whereNot({ channel: 'nobody' })
      .update({ delivered_at: at });
  }

  /** It was not taken; it is sent again. */
  async failed(db: Knex, id: string, failure: string): Promise<void> {
    await db('escalation_pages')
      .where({ id })
      .whereNull('delivered_at')
      .update({
        attempts: db.raw('attempts + 1'),
        failure: failure.replaceAll('\u0000', '').slice(0, 500),
      });
  }

  /** How far an incident is escalated, and every page that was sent. */
  async of(db: Knex, number: string): Promise<EscalationAnswer> {
    const last = await db('escalations')
      .where({ number })
      .orderBy('run', 'desc')
      .first();
    const pages: Row[] = await db('escalation_pages')
      .where({ number })
      .orderBy('seq')
      .select('*');
    const mails = await this.messages.mail.of(db, number);
    const slack = await this.messages.slack.of(db, number);
    return compact({
      policy: last?.policy ?? undefined,
      raisedAt: iso(last?.raised_at),
      endedAt: iso(last?.ended_at),
      nextAt: iso(last?.due_at),
      pages: pages.map(row => {
        const id = String(row.id);
        return toPage(row, { mails: mails.get(id), slack: slack.get(id) });
      }),
    });
  }
}

function toPage(
  row: Row,
  messages: Record<'mails' | 'slack', PageMessage[] | undefined>,
): SentPage {
  return compact({
    id: String(row.id),
    run: Number(row.run),
    step: Number(row.step),
    dueAt: iso(row.due_at)!,
    sentAt: iso(row.sent_at)!,
    channel: row.channel as SentPage['channel'],
    recipient: String(row.recipient),
    via: (row.via as string | null) ?? undefined,
    nobody: (row.nobody as string | null) ?? undefined,
    deliveredAt: iso(row.delivered_at),
    attempts: Number(row.attempts),
    failure: (row.failure as string | null) ?? undefined,
    ...messages,
  });
}
