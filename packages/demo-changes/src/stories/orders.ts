import {
  DemoCalendar,
  component,
  people,
  resource,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { plan, replaced, updated } from '../plans';
import { Story } from '../types';

const { dana, oscar, priya, tomas } = people;

/** What team checkout did to orders and sessions: their stores, topics and workers. */
export function orderStories(calendar: DemoCalendar): Story[] {
  const change = (subject: Subject) => Journey.of(calendar, subject);
  return [
    change({
      id: 'orders-db-eight-cores',
      title: 'Give orders-db eight cores before the autumn sale',
      items: [resource('orders-db')],
      category: 'database',
      requester: oscar,
      implementer: tomas,
      window: calendar.workday(-57, 5),
      justification:
        'CPU stood at 78 % in the last sale; the next one is expected to be a third larger.',
      implementationPlan:
        'Apply the plan. Cloud SQL restarts the instance: about 40 s without writes.',
      testPlan:
        'Replication lag, error rate of checkout-api, slow query log for half an hour.',
      backoutPlan: 'Apply the previous commit: one more restart.',
      plan: plan(
        updated(
          'google_sql_database_instance.orders',
          { name: 'orders', settings: [{ tier: 'db-custom-4-16384' }] },
          { settings: [{ tier: 'db-custom-8-32768' }] },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('Restart took 37 s. CPU at 31 % at noon.')
      .story(),
    change({
      id: 'session-cache-five-gigabytes',
      title: 'Replace session-cache by one with five gigabytes',
      items: [resource('session-cache')],
      category: 'infrastructure',
      requester: dana,
      implementer: tomas,
      window: calendar.workday(-36, 6),
      justification:
        'Evictions began last week: customers lose their basket after 20 minutes.',
      implementationPlan:
        'Apply the plan. Redis is replaced, and every session with it.',
      testPlan:
        'Hit rate back over 90 % within ten minutes; sign-ins per minute.',
      backoutPlan:
        'Apply the previous commit: the small cache comes back empty.',
      plan: plan(
        replaced(
          'google_redis_instance.session_cache',
          { name: 'session-cache', memory_size_gb: 2, tier: 'BASIC' },
          { memory_size_gb: 5, tier: 'STANDARD_HA' },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed('rolled_back', { notes: 'Sign-ins failed for nine minutes.' })
      .closed(
        'Everybody signed in at once and identity-db ran out of connections. Next time with a warm second cache.',
        'unsuccessful',
      )
      .story(),
    change({
      id: 'order-events-schema-five',
      title: 'Publish order events with schema 5',
      items: [resource('order-events-topic'), component('order-worker')],
      requester: tomas,
      implementer: dana,
      window: calendar.workday(-12, 9, 90),
      justification:
        'Split shipments need a list of parcels where there was one.',
      implementationPlan:
        'Add revision 5 to the schema, deploy order-worker 1.32.0, then let checkout-api publish it.',
      testPlan: 'No message in the dead letter topic for an hour.',
      backoutPlan: 'Publish revision 4 again: readers take both.',
      plan: plan(
        updated(
          'google_pubsub_schema.order_events',
          { name: 'order-events', type: 'AVRO', revision: 4 },
          { revision: 5 },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('412,000 events, none refused.')
      .story(),
    change({
      id: 'orders-db-partition',
      title: 'Partition the orders table by month',
      items: [resource('orders-db')],
      category: 'database',
      requester: priya,
      implementer: tomas,
      window: calendar.workday(-9, 5, 180),
      justification: 'Vacuum of the one large table takes six hours.',
      implementationPlan: 'pg_partman, online, month by month from the oldest.',
      testPlan: 'Plans of the ten most frequent queries on the staging copy.',
      backoutPlan: 'Detach the partitions; the old table stays until the end.',
      withoutCommit: true,
    })
      .asked()
      .approved()
      .canceled(
        'The trial on staging locked writes for four minutes; we look for another way.',
        8,
      )
      .story(),
    change({
      id: 'order-worker-dead-letters',
      title: 'Replay the dead letters of last week',
      items: [component('order-worker')],
      requester: tomas,
      implementer: priya,
      window: calendar.around(-1, 240),
      justification:
        '312 orders wait for their confirmation since the mail provider’s outage.',
      implementationPlan:
        'Run the replay job with 5 messages a second, watching the queue of orders-db.',
      testPlan: 'Each of the 312 orders has one confirmation.',
      backoutPlan: 'Stop the job: messages stay in the dead letter topic.',
      withoutCommit: true,
    })
      .asked()
      .approved()
      .started()
      .story(),
    change({
      id: 'session-cache-lfu',
      title: 'Evict the least frequently used sessions first',
      items: [resource('session-cache')],
      category: 'configuration',
      requester: dana,
      implementer: tomas,
      window: calendar.workday(6, 6),
      justification: 'Bots fill the cache and push out customers.',
      implementationPlan:
        'Apply the plan: maxmemory-policy becomes allkeys-lfu.',
      testPlan: 'Share of evicted sessions younger than an hour.',
      backoutPlan: 'Apply the previous commit.',
      plan: plan(
        updated(
          'google_redis_instance.session_cache',
          {
            name: 'session-cache',
            redis_configs: { 'maxmemory-policy': 'allkeys-lru' },
          },
          { redis_configs: { 'maxmemory-policy': 'allkeys-lfu' } },
        ),
      ),
    })
      .asked()
      .rejected(
        'Too near to the last attempt on this cache: please show figures from staging first.',
      )
      .story(),
    change({
      id: 'orders-db-storage-limit',
      title: 'Raise the storage limit of orders-db to 2 TB',
      items: [resource('orders-db')],
      category: 'database',
      requester: dana,
      implementer: priya,
      window: calendar.workday(3, 5),
      justification:
        'At the present growth the limit of 1 TB is reached in seven weeks.',
      implementationPlan: 'Apply the plan: no restart is needed.',
      testPlan: 'Cloud SQL shows the new limit; no operation is pending.',
      backoutPlan: 'Apply the previous commit; storage that was added stays.',
      plan: plan(
        updated(
          'google_sql_database_instance.orders',
          {
            name: 'orders',
            settings: [
              { disk_autoresize_limit: 1000, tier: 'db-custom-8-32768' },
            ],
          },
          {
            settings: [
              { disk_autoresize_limit: 2000, tier: 'db-custom-8-32768' },
            ],
          },
        ),
        updated(
          'google_sql_user.orders["reporting"]',
          { name: 'reporting', password: 'demo-before' },
          { password: 'demo-after' },
          ['password'],
        ),
      ),
    })
      .askedLately(calendar.hoursAgo(3))
      .story(),
  ];
}
