import {
  DemoCalendar,
  component,
  people,
  resource,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { plan, replaced, updated } from '../plans';
import { Story } from '../types';

const { jonas, lucia, mei } = people;

/** What team engagement did: message delivery is its sore spot. */
export function engagementStories(calendar: DemoCalendar): Story[] {
  const change = (subject: Subject) => Journey.of(calendar, subject);
  return [
    change({
      id: 'dispatcher-sms-provider',
      title: 'Send text messages through the second provider',
      items: [component('message-dispatcher')],
      requester: lucia,
      implementer: jonas,
      window: calendar.workday(-61, 10),
      justification: 'The first provider’s price rises by 40 % next quarter.',
      implementationPlan: 'Deploy 2.2.0, route Poland first.',
      testPlan: 'Delivery receipts of 1,000 messages.',
      backoutPlan: 'Route everything to the first provider.',
    })
      .asked()
      .approved()
      .deployed('rolled_back', { notes: 'Receipts came back for 61 % only.' })
      .closed(
        'The provider drops messages with more than one segment.',
        'unsuccessful',
      )
      .story(),
    change({
      id: 'engagement-db-replace',
      title: 'Move engagement-db to a regional instance',
      items: [resource('engagement-db')],
      category: 'database',
      requester: lucia,
      implementer: mei,
      window: calendar.workday(-53, 4, 120),
      justification: 'A zonal outage would stop all campaigns.',
      implementationPlan:
        'Dump, apply the plan, restore. Writes are refused meanwhile: 45 minutes announced.',
      testPlan:
        'Row counts of all tables before and after; a campaign of ten recipients.',
      backoutPlan:
        'Restore the dump to the old instance, kept stopped for a week.',
      plan: plan(
        replaced(
          'google_sql_database_instance.engagement',
          {
            name: 'engagement',
            region: 'europe-west3',
            availability_type: 'ZONAL',
          },
          { name: 'engagement-r', availability_type: 'REGIONAL' },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed('failed', {
        minutes: 70,
        notes: 'The restore took twice as long as the trial.',
      })
      .closed(
        'Outside the announced time by 40 minutes; campaigns of the morning were late. A replica will be promoted instead.',
        'unsuccessful',
      )
      .story(),
    change({
      id: 'renderer-sandbox',
      title: 'Render templates in a sandbox without network',
      items: [component('template-renderer')],
      category: 'security',
      requester: mei,
      implementer: jonas,
      window: calendar.workday(-49, 13),
      justification: 'A template can fetch an address today.',
      implementationPlan: 'Deploy 1.5.0 with egress denied.',
      testPlan: 'All 260 templates render as before; one that fetches fails.',
      backoutPlan: 'Deploy 1.4.7.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('All templates render as before.')
      .story(),
    change({
      id: 'dispatcher-batches',
      title: 'Send e-mail in batches of 500',
      items: [component('message-dispatcher')],
      requester: jonas,
      implementer: lucia,
      window: calendar.workday(-45, 10),
      justification: 'The evening newsletter takes four hours.',
      implementationPlan: 'Deploy 2.3.0.',
      testPlan: 'Duration of the newsletter; bounces.',
      backoutPlan: 'Deploy 2.2.3.',
    })
      .asked()
      .approved()
      .deployed('rolled_back', {
        notes: 'One bad address refused its whole batch.',
      })
      .closed('11,000 customers got the newsletter a day late.', 'unsuccessful')
      .story(),
    change({
      id: 'preferences-quiet-hours',
      title: 'Quiet hours in the preference center',
      items: [component('preference-center')],
      requester: lucia,
      implementer: jonas,
      window: calendar.workday(-39, 11),
      justification: 'The most frequent wish in support tickets.',
      implementationPlan:
        'Deploy 2.0.0; a column with a default is added online.',
      testPlan: 'A message at night waits until morning.',
      backoutPlan: 'Deploy 1.9.4, which ignores the column.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('4,000 customers set quiet hours on the first day.')
      .story(),
    change({
      id: 'dispatcher-subscription',
      title: 'Replace the dispatcher’s subscription by an ordered one',
      items: [
        component('message-dispatcher'),
        resource('outbound-messages-topic'),
      ],
      category: 'infrastructure',
      requester: mei,
      implementer: lucia,
      window: calendar.workday(-28, 9),
      justification: '“Shipped” overtakes “confirmed” in one of 900 orders.',
      implementationPlan: 'Drain the queue, apply the plan, resume.',
      testPlan: 'Order of the messages of 10,000 orders.',
      backoutPlan: 'Apply the previous commit.',
      plan: plan(
        replaced(
          'google_pubsub_subscription.message_dispatcher',
          { name: 'message-dispatcher', enable_message_ordering: false },
          { enable_message_ordering: true },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed('failed', {
        notes: '1,800 messages were published between drain and replacement.',
      })
      .closed(
        'Messages were lost and sent again from the outbox by hand.',
        'unsuccessful',
      )
      .story(),
    change({
      id: 'dispatcher-outbox-replay',
      title: 'Replay the outbox on start of message-dispatcher',
      items: [component('message-dispatcher')],
      requester: lucia,
      implementer: mei,
      window: calendar.workday(-21, 14),
      justification: 'What the last attempt lost was found by hand.',
      implementationPlan:
        'Deploy 2.3.8; it sends what has no receipt after ten minutes.',
      testPlan:
        'Kill an instance under load: no message is missing, none is sent twice.',
      backoutPlan: 'Deploy 2.3.7.',
    })
      .asked()
      .approved()
      .deployed()
      .closed(
        'Nothing missing; 14 messages went out twice at the first start.',
        'successful_issues',
      )
      .story(),
    change({
      id: 'campaigns-db-minor',
      title: 'Minor version of campaigns-db',
      items: [resource('campaigns-db')],
      category: 'database',
      requester: jonas,
      implementer: lucia,
      window: calendar.workday(-8, 5),
      justification: 'Security fixes of PostgreSQL 15.',
      implementationPlan: 'Apply the plan; one restart.',
      testPlan: 'campaign-manager’s smoke test.',
      backoutPlan: 'Restore the backup taken just before: ten minutes.',
      plan: plan(
        updated(
          'google_sql_database_instance.campaigns',
          { name: 'campaigns', maintenance_version: 'POSTGRES_15_7' },
          { maintenance_version: 'POSTGRES_15_8' },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('50 s without connections.')
      .story(),
    change({
      id: 'campaigns-weekly-cap',
      title: 'At most three campaigns a week per customer',
      items: [component('campaign-manager')],
      requester: lucia,
      implementer: jonas,
      window: calendar.workday(-5, 10),
      justification: 'Unsubscriptions double above three.',
      implementationPlan: 'Deploy 6.2.0.',
      testPlan: 'A fourth campaign skips the customer and says so.',
      backoutPlan: 'Deploy 6.1.4.',
    })
      .asked()
      .approved()
      .windowPassed()
      .story(),
    change({
      id: 'engagement-api-consents',
      title: 'Consents in the customer-engagement API',
      items: [component('customer-engagement-api')],
      requester: mei,
      implementer: lucia,
      window: calendar.workday(-2, 11),
      justification: 'The app asks three services for one answer today.',
      implementationPlan: 'Deploy 1.8.0.',
      testPlan: 'Contract tests of the app; p95 under 120 ms.',
      backoutPlan: 'Deploy 1.7.5: the field is additional.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('p95 at 84 ms.')
      .story(),
    change({
      id: 'renderer-fonts',
      title: 'Brand fonts in templates',
      items: [component('template-renderer'), resource('templates-bucket')],
      requester: jonas,
      implementer: lucia,
      window: calendar.workday(5, 13),
      justification: 'The new brand goes live in spring.',
      implementationPlan: 'Upload the fonts, deploy 1.6.0.',
      testPlan: 'Screenshots of all templates in six mail clients.',
      backoutPlan: 'Deploy 1.5.0.',
    })
      .asked()
      .approved()
      .then(
        {
          do: 'hold',
          reason:
            'The license of the fonts does not cover e-mail; legal is asking.',
        },
        { after: 60 },
      )
      .story(),
    change({
      id: 'dispatcher-provider-failover',
      title: 'Fail over between mail providers by itself',
      items: [
        component('message-dispatcher'),
        resource('message-provider-keys'),
      ],
      requester: lucia,
      implementer: jonas,
      window: calendar.workday(8, 14, 90),
      justification:
        'The last outage waited 50 minutes for somebody to switch.',
      implementationPlan: 'Deploy 2.4.0 with both providers’ keys.',
      testPlan:
        'Block the first provider on staging: messages flow after a minute.',
      backoutPlan: 'Deploy 2.3.9.',
    })
      .askedLately(calendar.hoursAgo(15))
      .story(),
  ];
}
