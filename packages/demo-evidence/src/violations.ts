import { Application, leavers, Person, usualScope } from './estate';
import { CHANGES_A_TICKET, Quarter } from './Quarter';

const DAY = 24 * 3600_000;

/** What is wrong with some grants of privileged roles. */
export const grantFlaws = [
  'no ticket',
  'unknown ticket',
  'ticket of another kind',
  'ticket of another application',
  'not approved',
  'approved afterwards',
  'approved by the requester',
] as const;
export type GrantFlaw = (typeof grantFlaws)[number];

/** What is wrong with the changes of some tickets. */
export const changeFlaws = [
  'no ticket',
  'unknown ticket',
  'ticket of another kind',
  'ticket of another application',
  'not approved',
  'approved afterwards',
  'outside the window',
  'approved by the requester',
] as const;
export type ChangeFlaw = (typeof changeFlaws)[number];

export const backupFlaws = [
  'none at all',
  'two days failed',
  'stopped',
] as const;
export type BackupFlaw = (typeof backupFlaws)[number];

export const restoreFlaws = ['not tested', 'failed'] as const;
export type RestoreFlaw = (typeof restoreFlaws)[number];

export const auditFlaws = ['off', 'kept too short', 'unknown'] as const;
export type AuditFlaw = (typeof auditFlaws)[number];

interface Flawed<T> {
  flaw: T;
  application: Application;
}

/** The breaches that are planted into a period: what a report that works finds, no more and no less. */
export interface Violations {
  /** By the number of the grant. */
  grants: ReadonlyMap<number, Flawed<GrantFlaw>>;
  /** By the number of the change's ticket. */
  changes: ReadonlyMap<number, Flawed<ChangeFlaw>>;
  /** By the name of the application. */
  backups: ReadonlyMap<string, BackupFlaw>;
  restores: ReadonlyMap<string, RestoreFlaw>;
  audit: ReadonlyMap<string, AuditFlaw>;
  leavers: readonly {
    person: Person;
    application: Application;
    role: string;
  }[];
}

/** How many of each kind. */
const TIMES = 2;
const LEAVERS = 4;

/** Plants the breaches of a period. */
export function violationsOf(quarter: Quarter): Violations {
  const first = quarter.chance('violations').below(usualScope.length, 0);
  let next = first;
  const application = () => usualScope[next++ % usualScope.length];
  const spread = <T>(flaws: readonly T[], count: number) => {
    const all = Array.from({ length: TIMES }, () => flaws).flat();
    return new Map(
      all.map((flaw, i): [number, Flawed<T>] => [
        Math.floor(((i + 0.5) * count) / all.length),
        { flaw, application: application() },
      ]),
    );
  };
  const some = <T>(flaws: readonly T[]) =>
    new Map(
      flaws.map((flaw): [string, T] => [application().application, flaw]),
    );
  const gone = leavers.filter(
    ({ leftOn = Infinity }) => leftOn < quarter.end - 20 * DAY,
  );
  return {
    grants: spread(grantFlaws, quarter.grants),
    changes: spread(changeFlaws, quarter.changes / CHANGES_A_TICKET),
    backups: some(backupFlaws),
    restores: some(restoreFlaws),
    audit: some(auditFlaws),
    leavers: gone.slice(0, LEAVERS).map((person, i) => ({
      person,
      application: application(),
      role: i % 2 === 0 ? 'db-admin' : 'reader',
    })),
  };
}
