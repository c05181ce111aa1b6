import { DemoCalendar } from '../DemoCalendar';
import { component, groups, people, resource } from '../estate';
import { Journey, Subject } from '../Journey';
import { plan, replaced, updated } from '../plans';
import { Story } from '../types';

const { dana, oscar, priya, tomas } = people;

/** What team checkout did in the last three months. */
export function checkoutStories(calendar: DemoCalendar): Story[] {
  const change = (subject: Subject) => Journey.of(calendar, subject);
  return [
    change({
      id: 'checkout-3ds-retry',
      title: 'Retry 3-D Secure challenges once on issuer timeout',
      items: [component('checkout-api')],
      requester: dana,
      implementer: tomas,
      window: calendar.workday(-62, 9),
      justification:
        '1.4 % of challenges end in an issuer timeout and the basket is lost; one retry recovers about half of them.',
      implementationPlan:
        'Roll out 2.11.0 by the pipeline: 10 % of traffic for 15 minutes, then all.',
      testPlan:
        'Synthetic purchase with the PSP’s timeout card; challenge completion on the checkout dashboard.',
      backoutPlan:
        'Shift traffic back to revision 2.10.4; nothing was migrated.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('Challenge completion up by 0.6 points after a day.')
      .story(),
    change({
      id: 'assets-cache-lifetime',
      title: 'Cache fingerprinted assets for a year',
      items: [resource('static-assets-bucket')],
      category: 'configuration',
      requester: priya,
      implementer: dana,
      window: calendar.workday(-60, 13),
      justification:
        'Repeat visitors fetch 2 MB of unchanged scripts because they expire after an hour.',
      implementationPlan:
        'Apply the plan: a custom response header on the backend bucket.',
      testPlan: 'curl -I on five assets shows max-age=31536000, immutable.',
      backoutPlan:
        'Apply the previous commit; assets carry their hash in their name.',
      plan: plan(
        updated(
          'google_compute_backend_bucket.static_assets',
          { name: 'static-assets', cdn_policy: [{ default_ttl: 3600 }] },
          { cdn_policy: [{ default_ttl: 31536000 }] },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('Bytes served fell by 38 %.')
      .story(),
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
      id: 'pricing-restart-heap',
      title: 'Restart pricing-service to release its heap',
      type: 'standard',
      template: 'restart-service',
      items: [component('pricing-service')],
      requester: priya,
      implementer: priya,
      window: calendar.workday(-54, 7, 30),
      justification:
        'Memory at 85 % after eleven days; the leak is fixed in the next release.',
      withoutCommit: true,
    })
      .asked()
      .performed('Three instances restarted one by one; memory at 34 %.', 12)
      .closed('No request failed.')
      .story(),
    change({
      id: 'payments-psp-timeout',
      title: 'Shorten the PSP timeout to 8 seconds',
      items: [component('payments-gateway')],
      requester: dana,
      implementer: tomas,
      window: calendar.workday(-44, 11),
      justification: 'A hanging PSP holds every checkout worker for 30 s.',
      implementationPlan:
        'Deploy 3.6.0 to a tenth of the traffic, watch declines, then to all.',
      testPlan: 'Declines by reason; p99 of authorisations.',
      backoutPlan: 'Shift traffic back to 3.5.8.',
    })
      .asked()
      .approved()
      .deployed()
      .closed(
        'Works, but the alert on declines fired twice: its threshold did not know of the new reason. Adjusted.',
        'successful_issues',
      )
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
      id: 'payments-certificate-pin',
      title: 'Trust the PSP’s new certificate at once',
      type: 'emergency',
      items: [component('payments-gateway')],
      category: 'security',
      requester: tomas,
      implementer: priya,
      window: calendar.workday(-30, 12, 120),
      justification:
        'The PSP changed its certificate without notice; every card payment fails since 11:52.',
      implementationPlan: 'Deploy 3.6.1 with the new pin beside the old one.',
      testPlan: 'A card payment of one euro in each currency.',
      backoutPlan: 'None is needed: the old pin stays.',
    })
      .asked(calendar.workday(-30, 11, 58).end)
      .started()
      .deployed('succeeded', { gate: false, minutes: 9 })
      .approved({ after: 3, comment: 'Right call during the sale freeze.' })
      .closed('Payments back after 31 minutes in all.')
      .story(),
    change({
      id: 'storefront-skip-link',
      title: 'Keyboard skip link and heading order in the storefront',
      items: [component('storefront-web')],
      requester: dana,
      implementer: priya,
      window: calendar.workday(-22, 13),
      justification: 'Two findings of the accessibility review.',
      implementationPlan: 'Deploy 5.17.0.',
      testPlan: 'axe reports nothing on the five most visited pages.',
      backoutPlan: 'Deploy 5.16.4.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('Both findings are closed.')
      .story(),
    change({
      id: 'checkout-drop-legacy-totals',
      title: 'Stop writing legacy totals',
      items: [component('checkout-api')],
      requester: dana,
      implementer: tomas,
      window: calendar.workday(-15, 10),
      justification:
        'Nothing has read legacy_totals for 60 days; it costs a fifth of the writes.',
      implementationPlan: 'Deploy 2.13.6, which no longer writes the column.',
      testPlan: '',
      backoutPlan: 'Deploy 2.13.5.',
    })
      .asked()
      .rejected(
        'How would we see that finance really does not read it? Please add a test plan.',
      )
      .then(
        {
          do: 'edit',
          fields: {
            testPlan:
              'pg_stat_statements shows no query that names it for a day; finance’s month-end query runs against staging.',
          },
        },
        { after: 90 },
      )
      .then({ do: 'submit' }, { after: 5 })
      .approved({ after: 4, comment: 'Thanks, that answers it.' })
      .deployed()
      .closed('Writes down by 19 %.')
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
      id: 'checkout-wallet-button',
      title: 'Wallet button in the express checkout',
      items: [component('checkout-api')],
      requester: dana,
      implementer: priya,
      window: calendar.workday(-7, 10),
      justification: 'A third of mobile customers have a wallet set up.',
      implementationPlan:
        'Deploy 2.14.0 with the flag wallet on for a tenth of the sessions.',
      testPlan:
        'A wallet purchase on each platform; conversion of both halves.',
      backoutPlan: 'Switch the flag off.',
    })
      .asked()
      .approved()
      .deployed('succeeded', {
        items: [component('checkout-api'), component('order-worker')],
        notes: 'order-worker went along, since it shares the build.',
      })
      .then(
        {
          do: 'comment',
          text: 'order-worker was deployed without being named here. The shared build step is split now (larkspur/deploy#1182).',
        },
        { after: 55, by: oscar },
      )
      .closed(
        'Works, but more went out than was approved.',
        'successful_issues',
      )
      .story(),
    change({
      id: 'storefront-search-facets',
      title: 'Search facets in the storefront',
      items: [component('storefront-web')],
      requester: priya,
      implementer: dana,
      window: calendar.workday(-4, 12),
      justification: 'Half of all searches have more than 200 hits.',
      implementationPlan: 'Deploy 5.18.0.',
      testPlan:
        'The ten most frequent searches; p95 of the search page under 800 ms.',
      backoutPlan: 'Deploy 5.17.3.',
    })
      .asked()
      .approved()
      .deployed('succeeded', {
        gate: false,
        startedAt: calendar.workday(-4, 13, 20).end,
        notes: 'The build waited for a runner until after the window.',
      })
      .closed(
        'Facets work. Next time the window allows for the queue.',
        'successful_issues',
      )
      .story(),
    change({
      id: 'pricing-decimal',
      title: 'Decimal arithmetic in pricing-service',
      items: [component('pricing-service')],
      requester: tomas,
      implementer: priya,
      window: calendar.workday(-1, 9),
      justification: 'Floating point is a cent off in bundles of three.',
      implementationPlan: 'Deploy 4.2.7.',
      testPlan:
        'Replay of a day’s price requests: no difference above a hundredth of a cent.',
      backoutPlan: 'Deploy 4.2.6.',
    })
      .asked()
      .approved()
      .deployed()
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
      id: 'checkout-guest-limit',
      title: 'Limit guest checkouts per address',
      items: [component('checkout-api')],
      requester: dana,
      implementer: tomas,
      window: calendar.workday(2, 9),
      justification: 'Card testers open 400 guest checkouts an hour.',
      implementationPlan: 'Deploy 2.15.0; the limit of 10 an hour is a flag.',
      testPlan:
        'Guest purchases per hour stay where they are; refused ones are counted by reason.',
      backoutPlan: 'Raise the flag to 10,000.',
      links: [
        {
          title: 'Pull request 2291',
          url: 'https://git.larkspur.example/checkout/pulls/2291',
        },
      ],
    })
      .askedLately(calendar.hoursAgo(6))
      .approved({
        after: 2,
        group: groups.checkout,
        comment: 'Read the code with Dana.',
      })
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
    change({
      id: 'payments-network-tokens',
      title: 'Network tokens for saved cards',
      items: [component('payments-gateway')],
      requester: dana,
      implementer: tomas,
      window: calendar.workday(7, 10, 120),
      justification:
        'Issuers approve 3 % more when the token comes from the network.',
      implementationPlan:
        'Deploy 3.7.0, then move saved cards in batches of 10,000 over a week.',
      testPlan: 'Approval rate of moved and unmoved cards, by issuer.',
      backoutPlan: 'Stop the batches; old tokens stay valid for 90 days.',
    })
      .askedLately(calendar.hoursAgo(20))
      .story(),
    change({
      id: 'storefront-image-format',
      title: 'Serve product images as AVIF',
      items: [component('storefront-web')],
      requester: dana,
      implementer: priya,
      window: calendar.workday(4, 13),
      justification: 'Product pages load 700 kB less.',
      implementationPlan:
        'Deploy 5.19.0; browsers that cannot read AVIF get WebP.',
      testPlan: 'Visual comparison of 200 products; largest contentful paint.',
      backoutPlan: 'Deploy 5.18.2.',
    })
      .asked()
      .approved()
      .story(),
    change({
      id: 'checkout-basket-v1-end',
      title: 'Switch off version 1 of the basket API',
      items: [component('checkout-api')],
      requester: dana,
      justification: 'Two callers are left, both ours.',
      implementationPlan: 'Answer 410 from 2.16.0 on.',
      backoutPlan: 'Deploy 2.15.x.',
      withoutCommit: true,
    })
      .drafted(calendar.hoursAgo(26))
      .story(),
    change({
      id: 'storefront-consent-banner',
      title: 'New consent banner',
      items: [component('storefront-web')],
      requester: dana,
      window: calendar.workday(10, 9),
      justification: 'Legal asks for “refuse all” beside “accept all”.',
      withoutCommit: true,
    })
      .drafted(calendar.hoursAgo(4))
      .story(),
    change({
      id: 'assets-nearline',
      title: 'Old asset versions to nearline storage',
      type: 'standard',
      template: 'bucket-lifecycle',
      items: [resource('static-assets-bucket')],
      requester: priya,
      implementer: priya,
      window: calendar.workday(6, 12, 30),
      justification: 'Nobody reads a version older than a quarter.',
      plan: plan(
        updated(
          'google_storage_bucket.static_assets',
          { name: 'static-assets', lifecycle_rule: [] },
          {
            lifecycle_rule: [
              {
                action: [
                  { type: 'SetStorageClass', storage_class: 'NEARLINE' },
                ],
                condition: [{ num_newer_versions: 1, age: 90 }],
              },
            ],
          },
        ),
      ),
    })
      .asked()
      .story(),
    change({
      id: 'checkout-staging-load',
      title: 'Load test of checkout 2.15 on staging',
      items: [component('checkout-api')],
      environment: 'staging',
      requester: tomas,
      implementer: dana,
      window: calendar.workday(-3, 14, 180),
      justification:
        'Before it goes to production: three times the load of last year’s sale.',
      implementationPlan:
        'Deploy 2.15.0-rc.2 to staging and run the load profile “sale”.',
      testPlan: 'p99 under 900 ms at 600 orders a minute.',
      backoutPlan: 'Stop the load.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('p99 at 740 ms.')
      .story(),
  ];
}
