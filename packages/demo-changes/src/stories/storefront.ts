import {
  DemoCalendar,
  component,
  people,
  resource,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { plan, updated } from '../plans';
import { Story } from '../types';

const { dana, priya } = people;

/** What team checkout did to the storefront and its assets. */
export function storefrontStories(calendar: DemoCalendar): Story[] {
  const change = (subject: Subject) => Journey.of(calendar, subject);
  return [
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
  ];
}
