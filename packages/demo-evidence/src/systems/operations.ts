import { instant } from '../estate';
import { Quarter } from '../Quarter';
import { System } from './System';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The services of which the regulator hears every day. */
export const services = [
  { service: 'checkout-api', licence: 'PI-0417' },
  { service: 'invoicing-batch', licence: 'PI-0417' },
  { service: 'payments-gateway', licence: 'PI-0417' },
  { service: 'payouts', licence: 'PI-0418' },
  { service: 'refunds', licence: 'PI-0418' },
  { service: 'wallet', licence: 'EM-0092' },
] as const;
const codes = ['PROVIDER_TIMEOUT', 'CARD_DECLINED', 'DUPLICATE', 'LIMIT'];

/** The service that was not checked for a part of an hour, and in which hour of the period. */
export const uncheckedHour = { service: 'payouts', hour: 14 } as const;
const MISSED_CHECKS = 23;

/** The metric of the checks, as Cloud Monitoring knows it. */
export const CHECKS_METRIC = 'custom.googleapis.com/uptime/passed';

/** A check comes a little after each full minute. */
const SECOND_OF_CHECK = 17_000;

/** The database of payment operations, which answers in CSV. */
export const operationalDatabase: System = {
  title: 'Operational database',
  collections: {
    services: {
      asked: 'at',
      format: 'csv',
      header: ['service', 'licence'],
      query: `
        SELECT service, licence
        FROM larkspur_operations.services
        WHERE since < \${period_end}::timestamptz
        ORDER BY service`,
      records: () => services.map(({ service, licence }) => [service, licence]),
    },
    bookings: {
      asked: 'from-to',
      format: 'csv',
      header: ['service', 'hour', 'payments', 'failed', 'amount'],
      query: `
        SELECT service, hour, payments, failed, amount
        FROM larkspur_operations.bookings
        WHERE hour >= \${period_start}::timestamptz AND hour < \${period_end}::timestamptz
        ORDER BY service, hour`,
      records: bookings,
    },
  },
};

/** Central logging, as entries of Cloud Logging are read. */
export const cloudLogging: System = {
  title: 'Cloud Logging',
  collections: {
    errors: {
      asked: 'from-to',
      format: 'ndjson',
      query:
        'timestamp >= ${period_start} AND timestamp < ${period_end} AND severity >= ERROR',
      records: errors,
    },
  },
};

/** Monitoring, as points of Cloud Monitoring are read. */
export const monitoring: System = {
  title: 'Cloud Monitoring',
  collections: {
    checks: {
      asked: 'from-to',
      format: 'ndjson',
      query: `
        filter: metric.type = "${CHECKS_METRIC}"
        from: \${period_start}
        to: \${period_end}`,
      records: points,
    },
  },
};

export function* bookings(period: Quarter, now: number): Iterable<unknown[]> {
  const end = Math.min(period.end, now);
  for (let s = 0; s < services.length; s++) {
    const chance = period.chance('bookings', s);
    for (let i = 0; period.start + (i + 1) * HOUR <= end; i++) {
      // Few pay at night.
      const busy = 1 - Math.cos((2 * Math.PI * (i % 24)) / 24);
      const payments = Math.round(40 * (s + 1) * busy + chance.below(20, i));
      const cents = payments * (1_500 + chance.below(4_000, -i - 1));
      yield [
        services[s].service,
        instant(period.start + i * HOUR),
        payments,
        Math.floor(payments * 0.02 * chance.share(i)),
        (cents / 100).toFixed(2),
      ];
    }
  }
}

/** Errors only: nobody asks for warnings. */
export function* errors(period: Quarter, now: number) {
  const chance = period.chance('errors');
  const count = Math.ceil((period.end - period.start) / (4 * MINUTE));
  for (let i = 0; i < count; i++) {
    const at = period.moment(i, count, chance.share(i));
    if (at > now) return;
    if (chance.share(-i - 1) < 0.7) continue;
    yield {
      insertId: `e${period.mark}-${String(i + 1).padStart(6, '0')}`,
      timestamp: instant(at),
      severity: 'ERROR',
      resource: {
        type: 'cloud_run_revision',
        labels: { service_name: chance.pick(services, i).service },
      },
      jsonPayload: { code: chance.pick(codes, i + count) },
    };
  }
}

/** A record a point, as the source of evidence writes them. */
function* points(period: Quarter, now: number) {
  for (const { service, at, passed } of checks(period, now)) {
    yield {
      metric: { type: CHECKS_METRIC, labels: { service } },
      point: { endTime: instant(at), value: passed },
    };
  }
}

/** One a minute; in a bad minute of a service none passes. */
export function* checks(period: Quarter, now: number) {
  const end = Math.min(period.end, now);
  for (let s = 0; s < services.length; s++) {
    const { service } = services[s];
    const chance = period.chance('checks', s);
    for (let i = 0; period.start + i * MINUTE < end; i++) {
      const hour = Math.floor(i / 60);
      const isMissed =
        service === uncheckedHour.service &&
        hour === uncheckedHour.hour &&
        i % 60 < MISSED_CHECKS;
      if (isMissed) continue;
      const at = period.start + i * MINUTE + SECOND_OF_CHECK;
      if (at > now) break;
      yield { service, at, passed: chance.share(i) > 0.001 };
    }
  }
}
