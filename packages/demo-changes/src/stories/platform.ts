import {
  DemoCalendar,
  component,
  people,
  resource,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { created, plan, updated } from '../plans';
import { Story } from '../types';

const { kenji, leila, marcus } = people;

/** What platform SRE did to the foundation everybody stands on. */
export function platformStories(calendar: DemoCalendar): Story[] {
  const change = (subject: Subject) => Journey.of(calendar, subject);
  return [
    change({
      id: 'edge-tls-ciphers',
      title: 'Drop TLS 1.2 ciphers without forward secrecy',
      items: [component('edge-gateway')],
      category: 'security',
      requester: marcus,
      implementer: kenji,
      window: calendar.workday(-59, 7),
      justification: 'Finding 12 of the penetration test.',
      implementationPlan:
        'Deploy 1.30.0 to one region, an hour later to the other.',
      testPlan: 'Handshake failures by client; SSL Labs grade.',
      backoutPlan: 'Deploy 1.29.4.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('0.01 % of handshakes fail, all of them scanners.')
      .story(),
    change({
      id: 'vpc-connector-subnet',
      title: 'Subnet for serverless connectors in Warsaw',
      items: [resource('larkspur-vpc')],
      category: 'network',
      requester: kenji,
      implementer: leila,
      window: calendar.workday(-52, 6, 90),
      justification: 'The second region needs its own address range.',
      implementationPlan:
        'Apply the plan: one subnet and its route, nothing existing is touched.',
      testPlan: 'A probe in the subnet reaches orders-db and nothing else.',
      backoutPlan: 'Apply the previous commit.',
      plan: plan(
        created('module.network.google_compute_subnetwork.connectors_warsaw', {
          name: 'connectors-warsaw',
          ip_cidr_range: '10.48.12.0/28',
          region: 'europe-central2',
        }),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('The probe reaches what it should.')
      .story(),
    change({
      id: 'dns-caa',
      title: 'CAA records for the edge zone',
      items: [resource('edge-dns-zone')],
      category: 'network',
      requester: marcus,
      implementer: kenji,
      window: calendar.workday(-41, 10),
      justification: 'Only our own authority shall issue certificates for us.',
      implementationPlan: 'Apply the plan.',
      testPlan: 'dig CAA from three resolvers; a test certificate is issued.',
      backoutPlan: 'Apply the previous commit; the records live five minutes.',
      plan: plan(
        created('google_dns_record_set.edge["caa"]', {
          name: 'larkspur.example.',
          type: 'CAA',
          ttl: 300,
          rrdatas: ['0 issue "pki.goog"'],
        }),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('Certificates are issued as before.')
      .story(),
    change({
      id: 'state-bucket-readers',
      title: 'Take reading of Terraform state from developers',
      items: [resource('terraform-state-bucket')],
      category: 'access',
      requester: leila,
      implementer: marcus,
      window: calendar.workday(-37, 9),
      justification: 'State holds passwords in clear.',
      implementationPlan:
        'Apply the plan; developers use plan output from the pipeline.',
      testPlan: 'A developer’s read is refused; the pipeline plans.',
      backoutPlan: 'Apply the previous commit.',
      plan: plan(
        updated(
          'google_storage_bucket.terraform_state',
          { name: 'terraform-state', uniform_bucket_level_access: false },
          { uniform_bucket_level_access: true },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed(
        'Two scripts read state directly and broke; both moved to outputs.',
        'successful_issues',
      )
      .story(),
    change({
      id: 'load-balancer-http3',
      title: 'HTTP/3 at the edge',
      items: [resource('edge-load-balancer')],
      category: 'network',
      requester: kenji,
      implementer: marcus,
      window: calendar.workday(-25, 7),
      justification: 'Mobile customers change networks; QUIC survives it.',
      implementationPlan: 'Apply the plan; clients learn of it by Alt-Svc.',
      testPlan: 'Share of HTTP/3 grows; error rate stays.',
      backoutPlan:
        'Apply the previous commit; clients fall back within an hour.',
      plan: plan(
        updated(
          'google_compute_target_https_proxy.edge',
          { name: 'edge', quic_override: 'NONE' },
          { quic_override: 'ENABLE' },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('28 % of requests by HTTP/3 after a day.')
      .story(),
    change({
      id: 'load-profile-sale',
      title: 'Load profile “sale”',
      items: [component('load-generator')],
      environment: 'staging',
      requester: marcus,
      implementer: kenji,
      window: calendar.workday(-19, 13),
      justification: 'Checkout tests before the sale.',
      implementationPlan: 'Deploy 0.9.1 to staging.',
      testPlan: 'A run of one minute.',
      backoutPlan: 'Deploy 0.9.0.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('Runs.')
      .story(),
    change({
      id: 'service-kit-eight',
      title: 'Publish service-kit 8',
      items: [component('service-kit')],
      environment: 'development',
      requester: kenji,
      implementer: leila,
      window: calendar.workday(-14, 9),
      justification: 'Structured errors for all services.',
      implementationPlan:
        'Publish; services move one by one with their next release.',
      testPlan: 'The sample service builds and answers.',
      backoutPlan: 'Deprecate the version.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('Published; three services use it.')
      .story(),
    change({
      id: 'registry-cleanup',
      title: 'Delete images older than a year',
      items: [resource('artifact-registry')],
      category: 'infrastructure',
      requester: leila,
      implementer: marcus,
      window: calendar.workday(-6, 12),
      justification: '2.1 TB nobody runs.',
      implementationPlan:
        'Cleanup policy in dry run for a week, then for real.',
      testPlan: 'Every image that runs anywhere is still there.',
      backoutPlan:
        'None for what is deleted: the dry run’s list was checked by two people.',
      plan: plan(
        updated(
          'google_artifact_registry_repository.images',
          { repository_id: 'images', cleanup_policy_dry_run: true },
          { cleanup_policy_dry_run: false },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .story(),
    change({
      id: 'edge-rate-limits',
      title: 'Rate limits per customer at the edge',
      items: [component('edge-gateway')],
      requester: marcus,
      implementer: leila,
      window: calendar.workday(9, 9, 120),
      justification:
        'One partner’s script took a third of the capacity on Monday.',
      implementationPlan: 'Deploy 1.32.0 counting only; enforce an hour later.',
      testPlan:
        'Nobody but the script would have been limited in the hour of counting.',
      backoutPlan: 'Count only.',
    })
      .asked()
      .approved()
      .story(),
    change({
      id: 'load-balancer-url-map',
      title: 'Route /v3 to the second region',
      items: [resource('edge-load-balancer')],
      category: 'network',
      requester: kenji,
      implementer: marcus,
      window: calendar.workday(9, 10),
      justification: 'First traffic for Warsaw: read-only endpoints.',
      implementationPlan: 'Apply the plan: one path rule.',
      testPlan: 'Latency from Poland; error rate by region.',
      backoutPlan: 'Apply the previous commit.',
      plan: plan(
        updated(
          'google_compute_url_map.edge',
          { name: 'edge', path_rule: [] },
          { path_rule: [{ paths: ['/v3/*'], service: 'warsaw' }] },
        ),
      ),
    })
      .asked(calendar.hoursAgo(5))
      .then(
        {
          do: 'accept-conflicts',
          justification:
            'Leila and Marcus do both from one runbook: the limits first, the route half an hour later.',
        },
        { tell: true },
      )
      .story(),
    change({
      id: 'runner-concurrency',
      title: 'Eight deployments at once on deploy-runner',
      items: [component('deploy-runner')],
      category: 'configuration',
      requester: marcus,
      implementer: leila,
      window: calendar.workday(4, 8),
      justification:
        'Deployments queue for 20 minutes before noon, and one missed its window.',
      implementationPlan: 'Raise the parallelism of the job from 4 to 8.',
      testPlan: 'Queue time under two minutes; API quota under 60 %.',
      backoutPlan: 'Set it back to 4.',
    })
      .askedLately(calendar.hoursAgo(7))
      .story(),
  ];
}
