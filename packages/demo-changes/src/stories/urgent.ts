import {
  component,
  DemoCalendar,
  Happening,
  happenings,
  people,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { Story } from '../types';

const { arjun, jonas, kenji } = people;

/** What could not wait, and what did not ask: emergencies, and deployments that no change covers. */
export function urgentStories(calendar: DemoCalendar): Story[] {
  const happened = happenings(calendar);
  const change = (subject: Subject) =>
    Journey.of(calendar, { type: 'emergency', ...subject });
  return [
    change({
      id: 'edge-block-scraper',
      title: 'Block a scraper at the edge',
      category: 'security',
      requester: kenji,
      ...dealtWith(happened.scraperAtTheEdge),
      justification:
        '4,000 requests a second for price lists; p99 of the storefront at 6 s.',
      implementationPlan: 'Add the network to the edge’s deny list.',
      testPlan: 'p99 of the storefront; support tickets from that network.',
      backoutPlan: 'Remove the entry.',
      withoutCommit: true,
    })
      .asked(calendar.workday(-34, 18, 55).end)
      .approved({ after: 0.4, comment: 'Go.' })
      .performed('Blocked at 19:12 UTC; p99 back to 700 ms.', 12)
      .closed('No complaint from that network.')
      .story(),
    change({
      id: 'runner-leaked-token',
      title: 'Replace deploy-runner’s leaked token',
      category: 'security',
      requester: kenji,
      ...dealtWith(happened.leakedToken),
      justification: 'A debug log with the token was public for ten minutes.',
      implementationPlan: 'Revoke it, issue another, restart the job.',
      testPlan: 'A deployment of service-kit passes; the old token is refused.',
      backoutPlan: 'None: the old token stays revoked.',
      withoutCommit: true,
    })
      .asked(calendar.hoursAgo(41.5))
      .performed('Revoked eleven minutes after it was found.')
      // 24 hours are given for the approval, and nobody gave it.
      .later(25 * 60)
      .then({ do: 'housekeeping' }, { after: 0, tell: true })
      .story(),
    change({
      id: 'collector-poison-event',
      title: 'Drop a malformed event in event-collector',
      requester: arjun,
      ...dealtWith(happened.poisonEvent),
      justification:
        'One app version sends events that stop a whole batch; 20 % of events are late.',
      implementationPlan: 'Deploy 3.11.1, which sets such events aside.',
      testPlan: 'Lag falls under a minute; events set aside are counted.',
      backoutPlan: 'Deploy 3.11.0.',
    })
      .askedLately(calendar.hoursAgo(4.5))
      .started()
      .deployed('succeeded', { gate: false, minutes: 8 })
      .story(),
    change({
      id: 'registry-pull-token',
      title: 'Lift the pull limit of the artifact registry',
      category: 'configuration',
      requester: kenji,
      ...dealtWith(happened.pullLimit),
      justification:
        'New instances wait minutes for their image: scaling is as good as off.',
      implementationPlan:
        'Raise the quota of the project; the request to Google is granted.',
      testPlan: 'Start-up time of a new instance under 20 s.',
      backoutPlan: 'Set the quota back.',
      withoutCommit: true,
    })
      .askedLately(calendar.hoursAgo(1))
      .story(),
    Journey.unasked('engagement-hotfix', happened.engagementHotfix.window, {
      deployer: happened.engagementHotfix.by,
      items: happened.engagementHotfix.items,
      notes: 'Deployed from a laptop while the pipeline was down.',
    })
      .approved({
        after: 20,
        comment: 'It had to be, and the next release has it as well.',
      })
      .closed('Repeated by the pipeline the next morning.', 'successful_issues')
      .story(),
    Journey.unasked(
      'collector-debug-build',
      happened.collectorDebugBuild.window,
      {
        deployer: happened.collectorDebugBuild.by,
        items: happened.collectorDebugBuild.items,
        notes: 'A debug build, to look at a leak.',
      },
    )
      .rejected('A debug build has no place in production.')
      .closed('Rejected afterwards; the former build is back.', 'unsuccessful')
      .story(),
    Journey.unasked('renderer-manual', calendar.workday(-1, 12, 5), {
      deployer: jonas,
      items: [component('template-renderer')],
      notes: 'Restarted with another environment variable.',
    }).story(),
  ];
}

/** The change with which somebody dealt with it. */
function dealtWith({ items, window, by }: Happening) {
  return { items, window, implementer: by };
}
