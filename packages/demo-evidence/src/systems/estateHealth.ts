import { day, instant } from '../estate';
import { Quarter } from '../Quarter';
import { System } from './System';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const components = [
  'checkout-api',
  'event-collector',
  'order-worker',
  'payments-gateway',
  'pricing-service',
  'profile-service',
  'storefront-web',
];

/** What the scanner reports: how old, and what was decided about it. Those that are late are `late`. */
export const vulnerabilities = [
  { id: 'CVE-2026-21001', severity: 'CRITICAL', age: 3 },
  { id: 'CVE-2026-21002', severity: 'CRITICAL', age: 12, late: true },
  { id: 'GHSA-4x7q-9p2m-11aa', severity: 'HIGH', age: 20 },
  { id: 'GHSA-4x7q-9p2m-22bb', severity: 'HIGH', age: 45, late: true },
  { id: 'CVE-2025-40003', severity: 'HIGH', age: 200, suppressed: 30 },
  {
    id: 'CVE-2025-40004',
    severity: 'HIGH',
    age: 200,
    suppressed: -5,
    late: true,
  },
  { id: 'CVE-2025-40005', severity: 'MEDIUM', age: 80 },
  { id: 'CVE-2025-40006', severity: 'LOW', age: 400 },
] as const;

/** The scanner of dependencies. */
export const vulnerabilityScanner: System = {
  title: 'Vulnerability scanner',
  collections: {
    vulnerabilities: {
      asked: 'at',
      format: 'ndjson',
      *records({ end }, now) {
        const at = Math.min(end, now);
        for (let i = 0; i < vulnerabilities.length; i++) {
          const known = vulnerabilities[i];
          const version = `1.${i}.0`;
          yield {
            target: components[i % components.length],
            package: { purl: `pkg:npm/library-${i}@${version}` },
            vulnerability: {
              id: known.id,
              severity: known.severity,
              ...(i % 3 > 0 && { fixedVersion: `1.${i}.1` }),
            },
            firstSeen: day(at - known.age * DAY),
            ...('suppressed' in known && {
              suppression: {
                until: day(at + known.suppressed * DAY),
                reason: 'The function is never called',
              },
            }),
          };
        }
      },
    },
  },
};

/** Objectives, and whether the month misses them. */
export const objectives = [
  {
    objective: 'checkout-availability',
    service: 'checkout-api',
    target: '99.9',
  },
  { objective: 'checkout-latency', service: 'checkout-api', target: '99' },
  {
    objective: 'collector-availability',
    service: 'event-collector',
    target: '99.5',
    missed: true,
  },
  {
    objective: 'profiles-availability',
    service: 'profile-service',
    target: '99.9',
  },
] as const;

/** What counts the requests of every service level. */
export const serviceLevels: System = {
  title: 'Service levels',
  collections: {
    objectives: {
      asked: 'from-to',
      format: 'ndjson',
      *records(period) {
        for (let i = 0; i < objectives.length; i++) {
          const { objective, service, target } = objectives[i];
          const total = 1_000_000 + period.chance('requests').below(500_000, i);
          const allowed = (1 - Number(target) / 100) * total;
          const bad = Math.floor(
            allowed * ('missed' in objectives[i] ? 2.5 : 0.4),
          );
          yield { objective, service, target, good: total - bad, total };
        }
      },
    },
  },
};

/** The incidents of a month, as their records have them. */
export const incidentRecords: System = {
  title: 'Incident records',
  collections: {
    incidents: {
      asked: 'from-to',
      format: 'csv',
      header: ['number', 'severity', 'service', 'openedAt', 'resolvedAt'],
      records: incidents,
    },
  },
};

const INCIDENTS = 14;

function* incidents(period: Quarter, now: number): Iterable<unknown[]> {
  const chance = period.chance('incidents');
  for (let i = 0; i < INCIDENTS; i++) {
    const opened = period.moment(i, INCIDENTS, chance.share(i));
    if (opened > now) return;
    const resolved = opened + (12 + chance.below(240, -i - 1)) * MINUTE;
    yield [
      `INC${period.mark.slice(2, 6)}${String(i + 1).padStart(3, '0')}`,
      `SEV${1 + chance.below(4, i + INCIDENTS)}`,
      chance.pick(components, i),
      instant(opened),
      // The last one of a month is open still.
      i < INCIDENTS - 1 && resolved <= now ? instant(resolved) : null,
    ];
  }
}

/** Members of roles: why somebody ought to look at them, if so. */
export const members = [
  { role: 'roles/viewer', member: 'group:platform-sre@larkspur.example' },
  {
    role: 'roles/owner',
    member: 'user:marcus.weber@larkspur.example',
    rule: 'basic role',
  },
  {
    role: 'roles/storage.objectViewer',
    member: 'allUsers',
    rule: 'anybody has it',
  },
  {
    role: 'roles/run.developer',
    member: 'user:ext@agency.example',
    rule: 'other domain',
  },
  {
    role: 'roles/iam.serviceAccountTokenCreator',
    member: 'user:noor.zak@larkspur.example',
    rule: 'may act as every service account',
  },
  {
    role: 'roles/cloudsql.admin',
    member: 'user:ivan.smith@larkspur.example',
    unused: 120,
    rule: 'unused for 90 days',
  },
  {
    role: 'roles/cloudsql.client',
    member: 'user:grace.wang@larkspur.example',
    unused: 10,
  },
] as const;
export const keyAges = [20, 89, 140];

export const iamPolicies: System = {
  title: 'IAM policies',
  collections: {
    members: {
      asked: 'at',
      format: 'ndjson',
      *records({ end }, now) {
        for (const each of members) {
          yield {
            project: 'larkspur-production',
            role: each.role,
            member: each.member,
            ...('unused' in each && {
              lastUsed: day(Math.min(end, now) - each.unused * DAY),
            }),
          };
        }
      },
    },
    keys: {
      asked: 'at',
      format: 'ndjson',
      *records({ end }, now) {
        for (const age of keyAges) {
          yield {
            project: 'larkspur-production',
            account: 'deployer@larkspur-production.example',
            keyId: `key-${age}`,
            createdOn: day(Math.min(end, now) - age * DAY),
          };
        }
      },
    },
  },
};

/** Every fortieth resource names no owner. */
export const RESOURCES = 160;
export const OWNERLESS = 40;

export const resourceInventory: System = {
  title: 'Asset inventory',
  collections: {
    resources: {
      asked: 'at',
      format: 'json-pages',
      recordsAt: 'assets',
      *records() {
        const types = ['run.Service', 'sql.Instance', 'storage.Bucket'];
        for (let i = 0; i < RESOURCES; i++) {
          yield {
            name: `${components[i % components.length]}-${i}`,
            assetType: types[i % types.length],
            project: 'larkspur-production',
            labels: i % OWNERLESS === 7 ? {} : { owner: 'platform-sre' },
          };
        }
      },
    },
  },
};

const HISTORY = 56;
const costsOf: Record<string, number> = {
  'Cloud Run': 420,
  'Cloud SQL': 610,
  Logging: 95,
  Networking: 180,
};
/** On this day of the month somebody logged everything. */
export const costlyDay = { day: 11, service: 'Logging', times: 6 } as const;

/** The billing export: each day with the eight weeks before it. */
export const billing: System = {
  title: 'Billing export',
  collections: {
    costs: {
      asked: 'from-to',
      format: 'csv',
      header: ['usage_day', 'project', 'service', 'cost'],
      records: costs,
    },
  },
};

function* costs(period: Quarter, now: number): Iterable<unknown[]> {
  // Noon is the same day in every zone of the estate.
  const first = period.start + DAY / 2;
  const end = Math.min(period.end, now);
  for (let i = -HISTORY; first + i * DAY < end; i++) {
    for (const [service, usual] of Object.entries(costsOf)) {
      const at = first + i * DAY;
      const weekend = [0, 6].includes(new Date(at).getUTCDay()) ? 0.7 : 1;
      const noise = 0.95 + 0.1 * period.chance('costs', service).share(i);
      const times =
        service === costlyDay.service && i === costlyDay.day - 1
          ? costlyDay.times
          : 1;
      yield [
        day(at),
        'larkspur-production',
        service,
        (usual * weekend * noise * times).toFixed(2),
      ];
    }
  }
}
