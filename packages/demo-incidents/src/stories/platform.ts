import {
  component,
  DemoCalendar,
  happenings,
  people,
  resource,
  shifted,
} from '@countersign/demo-estate';
import { changes } from '../changes';
import { Tale } from '../Tale';
import { Story } from '../types';

const { arjun, kenji, leila, marcus, mei, sofia, yusuf } = people;

/** What went wrong in the foundation, with the data, and in drills. */
export function platformStories(calendar: DemoCalendar): Story[] {
  const since = (day: number, hour: number, minutes: number) =>
    shifted(calendar.workday(day, hour).start, minutes);
  const { engagementHotfix, leakedToken, scraperAtTheEdge, profilesMove } =
    happenings(calendar);
  return [
    Tale.declared('partner-certificate', since(-55, 7, 45), marcus, {
      title: 'The certificate of a partner’s domain is over',
      entities: [resource('edge-load-balancer')],
      impact: 'medium',
      urgency: 'high',
      startedAt: since(-55, 6, 0),
      detectedAt: since(-55, 7, 40),
    })
      .act('acknowledge', {}, { after: 1 })
      .mitigated('Issued anew; it is served everywhere.', { after: 34 })
      .resolved('Renewal is watched for partners’ domains too.', { after: 80 })
      .story(),
    Tale.watched({
      id: 'events-backlog',
      item: resource('customer-events-topic'),
      alert: 'BacklogOld',
      summary: 'The oldest event waits for ten minutes',
      severity: 'warning',
      began: since(-48, 15, 30),
    })
      .taken({ by: sofia, after: 6 })
      .mitigated('Twice as many workers until the backlog is gone.', {
        after: 9,
      })
      .calm(21)
      .story(),
    Tale.watched({
      id: 'scripts-without-state',
      item: resource('terraform-state-bucket'),
      alert: 'JobsFailed',
      summary: 'Two nightly jobs cannot read the Terraform state',
      severity: 'warning',
      began: since(-37, 20, 0),
    })
      .taken({ after: 15 })
      .noted('Both read state directly. They move to outputs tomorrow.')
      .mitigated('The jobs of tonight are not needed.', { after: 10 })
      .calm(40)
      .caused(
        changes.stateReaders,
        'Two scripts read state directly, which nobody knew.',
      )
      .story(),
    Tale.watched({
      id: 'storefront-scraped',
      item: component('storefront-web'),
      alert: 'LatencyHigh',
      summary: 'Pages take six seconds',
      details: 'p99 over five minutes.',
      severity: 'critical',
      began: shifted(scraperAtTheEdge.window.start, -18),
    })
      .taken({ after: 3 })
      .noted('4,000 requests a second for price lists, all from one network.')
      .given('commander', kenji)
      .updated('Pages are slow. A network that asks for too much is blocked.', {
        nextIn: 30,
      })
      .from(shifted(scraperAtTheEdge.window.start, 11))
      .mitigated('Blocked at the edge; p99 is back at 700 ms.', {
        by: marcus,
        after: 1,
      })
      .calm(3)
      .story(),
    Tale.watched({
      id: 'pipeline-down',
      item: component('deploy-runner'),
      alert: 'NoDeploymentStarts',
      summary: 'No deployment starts',
      severity: 'error',
      began: shifted(engagementHotfix.window.start, -50),
    })
      .taken({ after: 5 })
      .noted('The quota of the build project is used up by a loop.')
      .mitigated('The loop is stopped.', { after: 70 })
      .calm(12)
      .story(),
    Tale.watched({
      id: 'engagement-errors',
      item: component('customer-engagement-api'),
      alert: 'ErrorsHigh',
      summary: 'Four percent of answers are errors',
      severity: 'error',
      began: shifted(engagementHotfix.window.start, -26),
    })
      .taken({ by: people.jonas, after: 4 })
      .noted('A client sends interactions without a channel. The fix is small.')
      .from(engagementHotfix.window.end)
      .mitigated('Deployed from a laptop, as the pipeline is down.', {
        after: 2,
      })
      .calm(3)
      .story(),
    Tale.watched({
      id: 'enrichment-behind',
      item: component('event-enricher'),
      alert: 'LagHigh',
      summary: 'Events are enriched four minutes late',
      severity: 'warning',
      began: since(-32, 9, 14),
    })
      .taken({ by: mei, after: 5 })
      .mitigated('The cache of the lookup is warm.', { after: 13 })
      .calm(3)
      .caused(changes.geoLookup, 'The lookup began with an empty cache.')
      .story(),
    Tale.declared('reviews-stuck', since(-23, 9, 5), yusuf, {
      title: 'The access review of the quarter does not end',
      entities: [component('access-reviewer')],
      impact: 'low',
      urgency: 'low',
    })
      .act('acknowledge', {}, { after: 3 })
      .mitigated('Started anew without the group that contains itself.', {
        after: 55,
      })
      .resolved('All lists are out.', { after: 35 })
      .story(),
    ...[-20, -13, -5].map((day, i) =>
      Tale.declared(`reports-late-${i + 1}`, since(day, 7, 10 + 4 * i), arjun, {
        title: 'Reports of the morning are late',
        entities: [resource('customer-warehouse')],
        impact: 'low',
        urgency: 'medium',
        startedAt: since(day, 6, 30),
      })
        .act('acknowledge', {}, { after: 2 })
        .noted('They wait for slots until the enrichment of the night is done.')
        .mitigated('The enrichment is done.', { after: 41 })
        .resolved('Reports are there.', { after: 15 })
        .story(),
    ),
    Tale.watched({
      id: 'profiles-in-maintenance',
      item: resource('profiles-db'),
      alert: 'TransactionsAborted',
      summary: 'Five percent of transactions are aborted',
      severity: 'error',
      began: shifted(profilesMove.window.start, 8),
      quiet: true,
    })
      .calm(50)
      .story(),
    Tale.declared(
      'token-public',
      shifted(leakedToken.window.start, -36),
      leila,
      {
        title: 'The token of deploy-runner was public',
        description:
          'A debug log with the token could be read by everybody for ten minutes.',
        entities: [component('deploy-runner')],
        impact: 'high',
        urgency: 'high',
        startedAt: shifted(leakedToken.window.start, -47),
        privateTo: 'group:default/security',
      },
      { unmeasured: true },
    )
      .act('acknowledge', {}, { after: 1 })
      .given('commander', yusuf)
      .mitigated('Revoked eleven minutes after it was found.', { after: 9 })
      .noted('The audit log has no use of it by anybody but the runner.', {
        by: yusuf,
        after: 65,
      })
      .resolved(
        'A new token is in place, and debug logs mask what looks like one.',
        {
          by: yusuf,
          after: 80,
        },
      )
      .story(),
    ...drills(since),
  ];
}

function drills(
  since: (day: number, hour: number, minutes: number) => string,
): Story[] {
  const drill = { drill: true, impact: 'medium', urgency: 'medium' } as const;
  const unmeasured = { unmeasured: true };
  return [
    Tale.declared(
      'drill-failover',
      since(-47, 12, 0),
      kenji,
      {
        ...drill,
        title: 'Drill: orders-db fails over',
        entities: [resource('orders-db')],
      },
      unmeasured,
    )
      .taken({ by: marcus, after: 5 })
      .mitigated('The replica writes after 48 s.', { by: marcus, after: 9 })
      .resolved('As planned. The runbook names the wrong dashboard.', {
        after: 30,
      })
      .story(),
    Tale.declared(
      'drill-region',
      since(-19, 13, 5),
      leila,
      {
        ...drill,
        title: 'Drill: a region is lost',
        entities: [resource('edge-load-balancer'), component('edge-gateway')],
      },
      unmeasured,
    )
      .taken({ by: kenji, after: 8 })
      .given('commander', kenji)
      .mitigated('Traffic goes to the other region.', { after: 16 })
      .resolved('Four minutes longer than last time: DNS lives too long.', {
        after: 25,
      })
      .story(),
    Tale.declared(
      'drill-restore',
      since(-10, 9, 0),
      sofia,
      {
        ...drill,
        title: 'Drill: profiles are restored from the backup',
        entities: [resource('profiles-db')],
      },
      unmeasured,
    )
      .taken({ by: arjun, after: 3 })
      .mitigated('A copy of yesterday answers.', { after: 52 })
      .resolved('Restored in 55 minutes; the target is 60.', { after: 20 })
      .story(),
  ];
}
