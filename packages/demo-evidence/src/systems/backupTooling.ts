import { administrators, applications, instant } from '../estate';
import { Quarter } from '../Quarter';
import { BackupFlaw, violationsOf } from '../violations';
import { System } from './System';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The backup tooling, which exports CSV. */
export const backupTooling: System = {
  title: 'Backup tooling',
  collections: {
    backups: {
      asked: 'from-to',
      format: 'csv',
      header: [
        'job',
        'application',
        'started_at',
        'finished_at',
        'outcome',
        'bytes',
      ],
      records: backups,
    },
    'restore-tests': {
      asked: 'from-to',
      format: 'csv',
      header: [
        'test',
        'application',
        'tested_at',
        'outcome',
        'minutes',
        'tested_by',
      ],
      records: restoreTests,
    },
  },
};

/** Every application at its own hour of each day; one in fifty fails and runs again. */
function* backups(quarter: Quarter, now: number): Iterable<unknown[]> {
  const { backups: flaws } = violationsOf(quarter);
  const chance = quarter.chance('backups');
  const size = quarter.chance('backups', 'size');
  const end = Math.min(quarter.end, now);
  const slot = DAY / quarter.backupsADay;
  for (let day = 0; day < quarter.days; day++) {
    for (let k = 0; k < quarter.backupsADay; k++) {
      for (let a = 0; a < applications.length; a++) {
        const { application } = applications[a];
        const flaw = flaws.get(application);
        if (isSilent(flaw, day, quarter.days)) continue;
        const n = (day * quarter.backupsADay + k) * applications.length + a;
        const start =
          quarter.start +
          day * DAY +
          k * slot +
          Math.floor(
            (slot * 0.9 * a) / applications.length +
              chance.share(n) * 20 * MINUTE,
          );
        if (start >= end) continue;
        const job = `b${quarter.mark}-${String(n + 1).padStart(7, '0')}`;
        const bytes = 10 ** 9 + size.below(10 ** 9, n);
        const failsAll = isFailing(flaw, day, quarter.days);
        if (!failsAll && chance.share(-n - 1) > 0.02) {
          yield good(job, application, start, bytes);
          continue;
        }
        yield [job, application, instant(start), null, 'failed', null];
        const again = start + 30 * MINUTE;
        if (!failsAll && again < end) {
          yield good(`${job}-2`, application, again, bytes);
        }
      }
    }
  }
}

function good(job: string, application: string, at: number, bytes: number) {
  return [
    job,
    application,
    instant(at),
    instant(at + 5 * MINUTE + (bytes % (15 * MINUTE))),
    'succeeded',
    bytes,
  ];
}

function isSilent(flaw: BackupFlaw | undefined, day: number, days: number) {
  return (
    flaw === 'none at all' ||
    (flaw === 'stopped' && day >= Math.floor(days / 2))
  );
}

function isFailing(flaw: BackupFlaw | undefined, day: number, days: number) {
  const first = Math.floor(days / 3);
  return flaw === 'two days failed' && (day === first || day === first + 1);
}

/** Each application once, in the order of their days. */
function* restoreTests(quarter: Quarter, now: number): Iterable<unknown[]> {
  const { restores } = violationsOf(quarter);
  const chance = quarter.chance('restores');
  for (let a = 0; a < applications.length; a++) {
    const { application } = applications[a];
    const flaw = restores.get(application);
    const at = quarter.moment(a, applications.length, chance.share(a));
    if (at > now) return;
    if (flaw === 'not tested') continue;
    yield [
      `t${quarter.mark}-${String(a + 1).padStart(4, '0')}`,
      application,
      instant(at),
      flaw === 'failed' ? 'failed' : 'passed',
      (20 + chance.below(900, -a - 1) / 10).toFixed(1),
      chance.pick(administrators, a).mail,
    ];
  }
}
