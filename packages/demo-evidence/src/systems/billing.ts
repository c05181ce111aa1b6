import { instant } from '../estate';
import { Quarter } from '../Quarter';
import { DAY } from './components';
import { System } from './System';

const HISTORY = 56;
const costsOf: Record<string, number> = {
  'Cloud Run': 420,
  'Cloud SQL': 610,
  Logging: 95,
  Networking: 180,
};
/** On this day of the month somebody logged everything. */
export const costlyDay = { day: 11, service: 'Logging', times: 6 } as const;
/** On this day of the month somebody began to use a service that nobody had used before. */
export const newService = { day: 20, service: 'Vertex AI', cost: 230 } as const;

/** Google's billing export: each day with the eight weeks before it. */
export const billing: System = {
  title: 'Billing export',
  collections: {
    costs: { asked: 'from-to', format: 'ndjson', records: costs },
  },
};

function* costs(period: Quarter, now: number): Iterable<object> {
  // Noon is the same day in every zone of the estate.
  const first = period.start + DAY / 2;
  const end = Math.min(period.end, now);
  for (let i = -HISTORY; first + i * DAY < end; i++) {
    const at = first + i * DAY;
    for (const [service, usual] of Object.entries(costsOf)) {
      const weekend = [0, 6].includes(new Date(at).getUTCDay()) ? 0.7 : 1;
      const noise = 0.95 + 0.1 * period.chance('costs', service).share(i);
      const times =
        service === costlyDay.service && i === costlyDay.day - 1
          ? costlyDay.times
          : 1;
      yield line(at, service, usual * weekend * noise * times);
    }
    if (i === newService.day - 1) {
      yield line(at, newService.service, newService.cost);
    }
  }
}

function line(at: number, service: string, net: number) {
  // A tenth of everything comes back as a discount.
  const cost = Number((net / 0.9).toFixed(2));
  return {
    service: { description: service },
    sku: { description: `${service}: usage` },
    project: { id: 'larkspur-production' },
    usage_start_time: instant(at),
    usage_end_time: instant(at + DAY / 24),
    export_time: instant(at + DAY),
    cost,
    cost_type: 'regular',
    currency: 'EUR',
    invoice: { month: instant(at).slice(0, 7).replace('-', '') },
    credits: [
      { name: 'Committed use', amount: Number((net - cost).toFixed(2)) },
    ],
  };
}
