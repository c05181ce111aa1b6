import { Knex } from 'knex';
import { OutboxStore } from '../outbox/OutboxStore';
import { Shared } from '../reads/Shared';
import { Gauge } from './publishGauges';

/** What is to be seen of an outbox: one statement for all of it. */
export function outboxGauges(
  knex: Knex,
  store: Pick<OutboxStore, 'figures'>,
): Gauge[] {
  const reading = new Shared<Awaited<ReturnType<OutboxStore['figures']>>>();
  const figures = () => reading.ask('figures', () => store.figures(knex));
  return [
    {
      name: 'countersign.outbox.waiting',
      description: 'Messages that are not sent yet',
      unit: '{message}',
      read: async () => (await figures()).waiting,
    },
    {
      name: 'countersign.outbox.parked',
      description: 'Messages that nobody took and that are set aside',
      unit: '{message}',
      read: async () => (await figures()).parked,
    },
    {
      name: 'countersign.outbox.lag',
      description:
        'How long the message that has been due longest waits to be sent',
      unit: 's',
      read: async () => (await figures()).lagSeconds,
    },
  ];
}
