import { instant } from '../estate';
import { Quarter } from '../Quarter';
import { System } from './System';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The services of which the regulator hears every day. */
const services = [
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

/** The database of payment operations, which answers in CSV. */
export const operationalDatabase: System = {
  title: 'Operational database',
  collections: {
    services: {
      asked: 'at',
      format: 'csv',
      header: ['service', 'licence'],
      records: () => services.map(({ service, licence }) => [service, licence]),
    },
    bookings: {
      asked: 'from-to',
      format: 'csv',
      header: ['service', 'hour', 'payments', 'failed', 'amount'],
      records: bookings,
    },
  },
};

/** Central logging, as Cloud Logging exports it. */
export const cloudLogging: System = {
  title: 'Cloud Logging',
  collections: {
    errors: { asked: 'from-to', format: 'ndjson', records: errors },
  },
};

/** Monitoring, whose API answers in pages. */
export const monitoring: System = {
  title: 'Cloud Monitoring',
  collections: {
    checks: {
      asked: 'from-to',
      format: 'json-pages',
      recordsAt: 'timeSeries',
      records: checks,
    },
  },
};

function* bookings(period: Quarter, now: number): Iterable<unknown[]> {
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

function* errors(period: Quarter, now: number) {
  const chance = period.chance('errors');
  const count = Math.ceil((period.end - period.start) / (4 * MINUTE));
  for (let i = 0; i < count; i++) {
    const at = period.moment(i, count, chance.share(i));
    if (at > now) return;
    yield {
      insertId: `e${period.mark}-${String(i + 1).padStart(6, '0')}`,
      timestamp: instant(at),
      severity: chance.share(-i - 1) < 0.7 ? 'WARNING' : 'ERROR',
      resource: {
        type: 'cloud_run_revision',
        labels: { service_name: chance.pick(services, i).service },
      },
      jsonPayload: { code: chance.pick(codes, i + count) },
    };
  }
}

/** One a minute; in a bad minute of a service none passes. */
function* checks(period: Quarter, now: number) {
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
      yield {
        metric: { type: 'uptime_check/passed', labels: { service } },
        point: {
          endTime: instant(period.start + i * MINUTE),
          passed: chance.share(i) > 0.001,
        },
      };
    }
  }
}
