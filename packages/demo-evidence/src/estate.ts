import { DateTime } from 'luxon';
import { Chance } from './chance';

const DAY = 24 * 3600_000;
const APPLICATIONS = 200;

/** The clusters that are in scope unless somebody says otherwise. */
export const usualClusters = [
  'ledger',
  'billing',
  'treasury',
  'payroll',
] as const;
const clusters = [...usualClusters, 'commerce', 'engagement'];

/** An application whose database runs on one of the clusters. */
export interface Application {
  application: string;
  title: string;
  cluster: string;
  owner: string;
  sox: boolean;
  /** The component of the software catalog that it belongs to, where it has one. */
  entityRef?: string;
}

const subjects = [
  'Accounts',
  'Assets',
  'Budgets',
  'Cards',
  'Claims',
  'Contracts',
  'Customers',
  'Deposits',
  'Discounts',
  'Expenses',
  'Fees',
  'Forecasts',
  'Invoices',
  'Journals',
  'Ledgers',
  'Orders',
  'Payments',
  'Prices',
  'Refunds',
  'Taxes',
];
const works = [
  'archive',
  'clearing',
  'closing',
  'desk',
  'import',
  'matching',
  'planner',
  'register',
  'reporting',
  'service',
];
const owners = [
  'group:default/checkout',
  'group:default/engagement',
  'group:default/data-platform',
  'group:default/platform-sre',
];

/** Every third one belongs to a component that the catalog has. */
const KNOWN_TO_CATALOG = 3;
const catalogued = [
  'checkout-api',
  'invoicing-batch',
  'order-worker',
  'payments-gateway',
  'pricing-service',
];

/** The 200 applications. */
export const applications: readonly Application[] = Array.from(
  { length: APPLICATIONS },
  (_, i) => {
    const subject = subjects[i % subjects.length];
    const work = works[Math.floor(i / subjects.length)];
    const cluster = i % clusters.length;
    return {
      application: `${subject.toLowerCase()}-${work}`,
      title: `${subject} ${work}`,
      cluster: clusters[cluster],
      owner: owners[i % owners.length],
      sox: cluster < usualClusters.length ? i % 10 !== 9 : i % 5 === 0,
      ...(i % KNOWN_TO_CATALOG === 0 && {
        entityRef: `component:default/${
          catalogued[(i / KNOWN_TO_CATALOG) % catalogued.length]
        }`,
      }),
    };
  },
);

/** Applications that a usual run of the report is about. */
export const usualScope = applications.filter(
  ({ cluster, sox }) => sox && usualClusters.includes(cluster as never),
);

export const roles: readonly {
  role: string;
  title: string;
  privileged: boolean;
}[] = [
  { role: 'db-owner', title: 'Owner of a database', privileged: true },
  { role: 'db-admin', title: 'Administrator of a database', privileged: true },
  { role: 'schema-owner', title: 'Owner of a schema', privileged: true },
  { role: 'backup-admin', title: 'Administrator of backups', privileged: true },
  { role: 'iam-admin', title: 'Administrator of access', privileged: true },
  { role: 'reader', title: 'Reads all tables', privileged: false },
  { role: 'writer', title: 'Reads and writes all tables', privileged: false },
  { role: 'report-reader', title: 'Reads the reports', privileged: false },
  { role: 'job-runner', title: 'Runs scheduled jobs', privileged: false },
  { role: 'monitor', title: 'Reads statistics', privileged: false },
  { role: 'auditor', title: 'Reads the audit log', privileged: false },
  { role: 'connector', title: 'Connects other systems', privileged: false },
];

/** Names as people write them, and as their mail address has them. */
const givenNames = [
  ['Aiko', 'aiko'],
  ['Łukasz', 'lukasz'],
  ['Zoë', 'zoe'],
  ['Jürgen', 'juergen'],
  ['Siobhán', 'siobhan'],
  ['Дмитрий', 'dmitri'],
  ['Inês', 'ines'],
  ['Mehmet', 'mehmet'],
  ['Noor', 'noor'],
  ['Ana', 'ana'],
  ['Bjørn', 'bjoern'],
  ['Chloé', 'chloe'],
  ['Dana', 'dana'],
  ['Ελένη', 'eleni'],
  ['Farid', 'farid'],
  ['Grace', 'grace'],
  ['Hana', 'hana'],
  ['Ivan', 'ivan'],
  ['Jonas', 'jonas'],
  ['Kateřina', 'katerina'],
];
const familyNames = [
  ['山田', 'yamada'],
  ['Żak', 'zak'],
  ['Müller', 'mueller'],
  ["O'Neil", 'oneil'],
  ['Ivanova', 'ivanova'],
  ['Çelik', 'celik'],
  ['García', 'garcia'],
  ['Nguyễn', 'nguyen'],
  ['Smith', 'smith'],
  ['Haddad', 'haddad'],
  ['Larsen', 'larsen'],
  ['Dubois', 'dubois'],
  ['Rossi', 'rossi'],
  ['Papadopoulos', 'papadopoulos'],
  ['Kowalski', 'kowalski'],
  ['Okafor', 'okafor'],
  ['Silva', 'silva'],
  ['Novák', 'novak'],
  ['Weber', 'weber'],
  ['王', 'wang'],
];
const teams = ['finance', 'treasury', 'data-platform', 'checkout', 'payroll'];

export interface Person {
  mail: string;
  name: string;
  team: string;
  /** Milliseconds since 1970: a midnight of UTC. */
  leftOn?: number;
}

const LEAVING_BEGAN = Date.UTC(2024, 0, 1);
const LEAVING_TOOK_DAYS = 1_000;
const leaving = new Chance('people', 'leaving');

/** The 400 people; one in nineteen left at some time. */
export const people: readonly Person[] = familyNames.flatMap(
  ([family, familyMail], f) =>
    givenNames.map(([given, givenMail], g) => {
      const i = f * givenNames.length + g;
      return {
        mail: `${givenMail}.${familyMail}@larkspur.example`,
        name: `${given} ${family}`,
        team: teams[i % teams.length],
        ...(i % 19 === 5 && {
          leftOn: LEAVING_BEGAN + leaving.below(LEAVING_TOOK_DAYS, i) * DAY,
        }),
      };
    }),
);

export const stayers = people.filter(({ leftOn }) => leftOn === undefined);
export const leavers = people.filter(({ leftOn }) => leftOn !== undefined);
/** Who grants roles and changes databases. */
export const administrators = stayers.slice(0, 12);
/** Who approves tickets. */
export const approvers = stayers.slice(12, 40);
/** Who asks for access. */
export const requesters = stayers.slice(40);

export const instant = (at: number) => new Date(at).toISOString();
export const day = (at: number) =>
  DateTime.fromMillis(at, { zone: 'utc' }).toFormat('yyyy-MM-dd');
