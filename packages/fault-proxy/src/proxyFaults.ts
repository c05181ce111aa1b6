import type { FaultKind } from '@countersign/fault-leases';

/** The names of the kinds that a proxy has beside `latency` and `error`. */
export const proxyKinds = {
  abort: 'abort',
  bandwidth: 'bandwidth',
  refuse: 'refuse',
} as const;

const LEAST_RATE = 100;
const MOST_RATE = 1_000_000_000;
/** Bytes a second where nobody says how many: a slow mobile network. */
export const USUAL_RATE = 16_000;

/** What a proxy does to connections, beside what every service can do to requests. */
export function proxyFaultKinds(port: {
  shut(): void;
  open(): void;
}): FaultKind[] {
  return [
    { name: proxyKinds.abort },
    {
      name: proxyKinds.bandwidth,
      arguments: {
        bytesPerSecond: {
          holds: value =>
            Number.isInteger(value) &&
            Number(value) >= LEAST_RATE &&
            Number(value) <= MOST_RATE,
          must: `must be a whole number from ${LEAST_RATE} to ${MOST_RATE}`,
        },
      },
    },
    {
      name: proxyKinds.refuse,
      begin: () => port.shut(),
      end: () => port.open(),
    },
  ];
}
