import {
  DemoCalendar,
  component,
  groups,
  people,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { Story } from '../types';

const { dana, oscar, priya, tomas } = people;

/** What team checkout did to the checkout itself, its prices and payments, in the last three months. */
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
      testPlan: 'Declines by reason; p99 of authorizations.',
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
      id: 'checkout-staging-load',
      title: 'Load test of checkout 2.15 before the sale',
      items: [component('checkout-api')],
      requester: tomas,
      implementer: dana,
      window: calendar.workday(-3, 14, 180),
      justification:
        'Three times the load of last year’s sale, while there is time to act on it.',
      implementationPlan:
        'Run the load profile “sale” against the revision without traffic.',
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
