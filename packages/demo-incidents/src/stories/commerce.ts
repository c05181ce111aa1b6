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

const { clara, dana, kenji, oscar, priya, tomas } = people;

const warmCache = 'Fill the next session cache before traffic reaches it';

/** What went wrong in the shop and where people sign in to it. */
export function commerceStories(calendar: DemoCalendar): Story[] {
  const since = (day: number, hour: number, minutes: number) =>
    shifted(calendar.workday(day, hour).start, minutes);
  /** The payment provider changed its certificate; the emergency change of that day names the minute. */
  const pspChanged = since(-30, 11, 52);
  return [
    ...[-54, -40, -24].map((day, i) =>
      Tale.watched({
        id: `pricing-memory-${i + 1}`,
        item: component('pricing-service'),
        alert: 'MemoryHigh',
        summary: 'Memory is above 85 %',
        severity: 'warning',
        began: since(day, 6, 20 + 7 * i),
        unmeasured: true,
      })
        .taken({ by: priya, after: 12 })
        .noted('Eleven days after the last start, as before.')
        .mitigated('Three instances restarted one by one; memory at 34 %.', {
          after: 30,
        })
        .calm(4)
        .story(),
    ),
    Tale.watched({
      id: 'declines-high',
      item: component('payments-gateway'),
      alert: 'DeclinesHigh',
      summary: 'More payments are declined than usual',
      severity: 'warning',
      began: since(-44, 11, 15),
    })
      .taken({ by: tomas, after: 3 })
      .noted('They time out after 8 s and are told apart by a new reason.')
      .mitigated('The alert knows the new reason; hanging payments are few.', {
        after: 20,
      })
      .calm(11)
      .caused(
        changes.pspTimeout,
        'The threshold of the alert did not know of the new reason.',
      )
      .story(),
    Tale.declared('invoices-missing', since(-38, 6, 40), tomas, {
      title: 'Invoices of the night are missing',
      description: 'The batch ended at the first order without a tax rate.',
      entities: [
        component('invoicing-batch'),
        resource('finance-exports-bucket'),
      ],
      impact: 'low',
      urgency: 'medium',
      startedAt: since(-38, 2, 5),
      detectedAt: since(-38, 6, 30),
    })
      .act('acknowledge', {}, { after: 2 })
      .act(
        'hold',
        {
          reason: 'vendor',
          text: 'The tax service has no rate for the new region.',
        },
        { after: 40 },
      )
      .act('resume', {}, { after: 170 })
      .mitigated('The rate is there; the batch runs.', { after: 5 })
      .resolved('All 4,212 invoices are written.', { after: 50 })
      .story(),
    Tale.watched({
      id: 'sign-ins-fail',
      item: component('identity-provider'),
      alert: 'SignInErrors',
      summary: 'Sign-ins fail',
      details: 'Connections to identity-db are used up.',
      severity: 'critical',
      began: since(-36, 6, 11),
      seen: 1,
      instances: ['eu-1', 'eu-2', 'eu-3'],
    })
      .taken({ after: 2 })
      .given('commander', kenji)
      .noted('Every session is gone with the old cache: all sign in at once.')
      .mitigated('Rolled back. Sign-ins are let in at 200 a second.', {
        after: 4,
      })
      .calm(2)
      .caused(
        changes.sessionCache,
        'The empty cache sent everybody to the sign-in at once.',
      )
      .from(since(-35, 13, 0))
      .reviewed(
        {
          factors: [
            '- The new cache was empty, and the plan of the change did not say who fills it.',
            '- A sign-in holds its connection to identity-db while it computes the hash of the password.',
          ].join('\n'),
          wentWell: [
            '- Three alerts noticed it within a minute.',
            '- Whoever was on call knew how to let sign-ins in at a limited rate.',
          ].join('\n'),
          wentBadly:
            '- The limit at the edge was set by hand: nobody had written down how.',
        },
        { by: kenji },
      )
      .promised(
        {
          text: warmCache,
          owner: clara,
          dueAt: since(-25, 15, 0),
        },
        { after: 8 },
      )
      .promised(
        {
          text: 'Write a runbook for limiting sign-ins at the edge',
          owner: oscar,
          dueAt: since(-12, 15, 0),
        },
        { after: 3 },
      )
      .act('publish-review', { revision: 2 }, { after: 20 })
      .from(since(-27, 14, 20))
      .kept({
        by: clara,
        action: warmCache,
        text: 'The change template for caches asks how the new one is filled; tried in staging.',
      })
      .story(),
    Tale.watched({
      id: 'orders-db-busy',
      item: resource('orders-db'),
      alert: 'CpuHigh',
      summary: 'CPU is above 90 %',
      details: 'First evening of the autumn sale.',
      severity: 'error',
      began: since(-31, 19, 5),
    })
      .taken({ after: 3 })
      .noted('The report of the sale reads the whole day each minute.')
      .mitigated('The report runs every ten minutes until the sale is over.', {
        after: 15,
      })
      .calm(6)
      .story(),
    Tale.watched({
      id: 'card-payments-fail',
      item: component('payments-gateway'),
      alert: 'CardPaymentsFail',
      summary: 'Every card payment fails',
      details: 'The payment provider shows a certificate that is not pinned.',
      severity: 'critical',
      began: pspChanged,
      seen: 2,
      instances: ['eu-1', 'eu-2'],
    })
      .taken({ after: 2 })
      .act(
        'propose-major',
        { reason: 'No card payment in the middle of the sale.' },
        { after: 1 },
      )
      .act(
        'accept-major',
        { reason: 'Revenue stops.' },
        { by: oscar, after: 1 },
      )
      .given('commander', oscar, { by: oscar })
      .given('communications', dana, { by: oscar })
      .given('scribe', priya, { by: oscar })
      .updated(
        'Cards are refused since 11:52 UTC. Invoice and wallet work. We know why and are on it.',
        { by: dana, after: 2, nextIn: 15 },
      )
      .noted('The provider changed its certificate without notice.', {
        by: tomas,
        after: 1,
      })
      .act(
        'link',
        {
          title: 'Status of the payment provider',
          url: 'https://status.psp.example/incidents/2291',
        },
        { by: priya, after: 1 },
      )
      .act(
        'add-task',
        {
          text: 'Watch a card payment of one euro in each currency.',
          owner: tomas,
        },
        { by: oscar, after: 1 },
      )
      .updated('3.6.1 trusts the new certificate; it is being deployed.', {
        by: dana,
        after: 7,
        nextIn: 15,
      })
      .from(shifted(pspChanged, 25))
      .mitigated('3.6.1 is out: card payments pass.', { by: tomas, after: 6 })
      .calm(1)
      .updated('Cards are taken again since 12:23 UTC.', {
        by: dana,
        after: 1,
      })
      .story(),
    Tale.declared('customers-complain', shifted(pspChanged, 9), priya, {
      title: 'Customers cannot pay',
      entities: [component('checkout-api')],
      impact: 'high',
      urgency: 'high',
    })
      .then(
        refs => ({
          verb: 'merge',
          body: {
            into: refs.of('card-payments-fail'),
            as: 'duplicate',
            reason: 'It is the card payments.',
          },
        }),
        { after: 3 },
      )
      .story(),
    Tale.declared('sessions-short', since(-25, 8, 10), clara, {
      title: 'Staff of two shops are signed out every minute',
      entities: [component('identity-provider')],
      impact: 'low',
      urgency: 'medium',
      startedAt: since(-25, 7, 30),
    })
      .act('acknowledge', {}, { after: 1 })
      .noted('The clocks of their tills are five minutes behind.')
      .act('hold', { reason: 'caller', text: 'They set their clocks.' })
      .act('resume', {}, { after: 95 })
      .mitigated('Their clocks are right.', { after: 2 })
      .resolved('Nobody was signed out for an hour.', { after: 60 })
      .story(),
    Tale.declared('finance-export-denied', since(-12, 13, 20), dana, {
      title: 'Finance cannot read the export of the month',
      entities: [resource('finance-exports-bucket')],
      impact: 'low',
      urgency: 'low',
    })
      .act('acknowledge', {}, { after: 8 })
      .mitigated('The group of finance has its new name in the binding.', {
        after: 25,
      })
      .resolved('They have the export.', { after: 10 })
      .story(),
    Tale.declared(
      'checkout-slow',
      since(-3, 14, 50),
      tomas,
      {
        title: 'Checkout is slow',
        entities: [component('checkout-api')],
        impact: 'medium',
        urgency: 'medium',
        triage: true,
      },
      { unmeasured: true },
    )
      .act(
        'cancel',
        {
          reason: 'no-incident',
          text: 'It is the load test of 2.15, on the revision without traffic.',
        },
        { after: 12 },
      )
      .story(),
  ];
}
