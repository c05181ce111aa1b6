import {
  component,
  DemoCalendar,
  people,
  resource,
  shifted,
} from '@countersign/demo-estate';
import { changes } from '../changes';
import { Tale } from '../Tale';
import { Story } from '../types';

const { jonas, lucia, mei } = people;

const replayOutbox = 'Send what has no receipt from the outbox by itself';

/** What went wrong for team engagement: message delivery is its sore spot. */
export function engagementStories(calendar: DemoCalendar): Story[] {
  const since = (day: number, hour: number, minutes: number) =>
    shifted(calendar.workday(day, hour).start, minutes);
  return [
    Tale.watched({
      id: 'sms-receipts',
      item: component('message-dispatcher'),
      alert: 'DeliveryReceiptsMissing',
      summary: 'Receipts of text messages are missing',
      details: 'Of the messages of the last ten minutes 61 % have a receipt.',
      severity: 'error',
      began: since(-61, 10, 12),
    })
      .taken({ by: jonas, after: 2 })
      .noted('Only messages with more than one segment: it is the provider.')
      .mitigated('Everything goes through the first provider again.')
      .calm(9)
      .caused(
        changes.smsProvider,
        'The second provider drops messages with more than one segment.',
      )
      .story(),
    Tale.declared('campaigns-late', since(-53, 5, 25), lucia, {
      title: 'Campaigns of the morning are late',
      description:
        'The move of engagement-db takes twice as long as the trial. Writes are refused.',
      entities: [
        component('campaign-manager'),
        resource('engagement-db'),
        component('preference-center'),
      ],
      impact: 'medium',
      urgency: 'high',
      startedAt: since(-53, 4, 52),
    })
      .act('acknowledge', {}, { after: 1 })
      .updated('The restore is at 70 %. Campaigns start by 8 at the latest.', {
        nextIn: 30,
      })
      .given('communications', mei)
      .updated('Restored. The queue of the morning is sent now.', {
        by: mei,
        after: 24,
      })
      .mitigated('Writes are taken again.', { after: 2 })
      .resolved('The queue is empty: 40 minutes later than announced.', {
        after: 22,
      })
      .caused(
        changes.engagementDb,
        'The restore took longer than the announced time.',
      )
      .story(),
    Tale.watched({
      id: 'newsletter-refused',
      item: component('message-dispatcher'),
      alert: 'BatchesRefused',
      summary: 'Whole batches of the newsletter are refused',
      severity: 'error',
      began: since(-45, 10, 18),
    })
      .taken({ by: lucia, after: 6 })
      .noted('One bad address refuses the 499 others of its batch.')
      .mitigated('Rolled back to 2.2.3: one message a call.', { after: 11 })
      .calm(4)
      .caused(
        changes.mailBatches,
        'A batch is refused as a whole; nobody had tried a bad address.',
      )
      .story(),
    Tale.watched({
      id: 'messages-lost-in-drain',
      item: component('message-dispatcher'),
      alert: 'PublishedButNotSent',
      summary: 'Messages were published and never sent',
      details: '1,800 messages between drain and resume.',
      severity: 'critical',
      began: since(-28, 9, 14),
      instances: ['eu-1', 'eu-2'],
    })
      .taken({ by: mei, after: 3 })
      .act('add-task', {
        text: 'Send what has no receipt from the outbox, by hand.',
        owner: lucia,
      })
      .updated('Order confirmations of 9:10 to 9:25 are late.', { nextIn: 60 })
      .mitigated('The old subscription is back: nothing more is lost.', {
        after: 14,
      })
      .calm(35)
      .caused(
        changes.orderedSubscription,
        'What was published between drain and replacement had no subscription.',
      )
      .from(since(-26, 9, 30))
      .reviewed(
        {
          factors: [
            '- A Pub/Sub topic keeps nothing for a subscription that does not exist yet.',
            '- The plan drained the old subscription first, since two of them would have sent everything twice.',
          ].join('\n'),
          wentWell:
            '- The outbox knew which messages had no receipt: all 1,800 were sent by the evening.',
          wentBadly:
            '- Staging publishes so little that the trial lost nothing.',
        },
        { by: mei },
      )
      .promised(
        { text: replayOutbox, owner: mei, dueAt: since(-20, 16, 0) },
        { after: 5 },
      )
      .promised(
        {
          text: 'Alert when published messages have no receipt after five minutes',
          owner: jonas,
          dueAt: since(15, 15, 0),
        },
        { after: 2 },
      )
      .act('publish-review', { revision: 2 }, { after: 15 })
      .from(since(-21, 15, 30))
      .kept({
        by: mei,
        action: replayOutbox,
        text: 'Version 2.3.8 replays the outbox when it starts.',
      })
      .story(),
    Tale.watched({
      id: 'sent-twice',
      item: component('message-dispatcher'),
      alert: 'SentTwice',
      summary: 'Messages went out twice',
      details: 'Fourteen messages, at the first start of 2.3.8.',
      severity: 'warning',
      began: since(-21, 14, 13),
      unmeasured: true,
    })
      .taken({ by: mei, after: 9 })
      .mitigated('The replay marks what it sends before it sends it.')
      .calm(8)
      .caused(
        changes.outboxReplay,
        'Messages whose receipt was on its way were taken for lost.',
      )
      .story(),
    Tale.watched({
      id: 'campaigns-refused',
      item: component('campaign-manager'),
      alert: 'ConnectionsRefused',
      summary: 'Connections to campaigns-db are refused',
      severity: 'warning',
      began: since(-8, 5, 10),
      seen: 1,
    })
      .taken({ by: jonas, after: 1 })
      .calm(1)
      .caused(
        changes.campaignsDbMinor,
        'The restart of the database took 50 s, as planned. The alert did not know.',
      )
      .story(),
    Tale.watched({
      id: 'templates-broken',
      item: component('template-renderer'),
      alert: 'RenderErrors',
      summary: 'One template in nine cannot be rendered',
      severity: 'error',
      began: since(-1, 12, 6),
    })
      .taken({ by: mei, after: 5 })
      .noted('The variable for the fonts points into an empty bucket.')
      .mitigated('Started with the variables of the pipeline.', { after: 9 })
      .calm(3)
      .caused(
        changes.rendererRestart,
        'It was restarted by hand with another environment variable.',
      )
      .story(),
    ...[-50, -29, -16].map((day, i) =>
      Tale.watched({
        id: `replica-lag-${i + 1}`,
        item: resource('campaigns-db'),
        alert: 'ReplicationLag',
        summary: 'The replica is minutes behind',
        severity: 'warning',
        began: since(day, 17, 12 * i),
        unmeasured: true,
      })
        .taken({ after: 7 })
        .noted('Right after the export of the campaigns of the day.')
        .calm(16 + 5 * i)
        .story(),
    ),
  ];
}
