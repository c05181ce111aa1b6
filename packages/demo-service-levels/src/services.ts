/** Where requests go wrong for a while. Milliseconds since 1970. */
export interface Trouble {
  start: number;
  end: number;
  /** Share of the requests. */
  share: number;
}

/** What one service is asked, and how much of it goes wrong on a usual day. */
export interface Traffic {
  /** Requests a minute at noon; at night there are a third. */
  atNoon: number;
  /** Share of the requests that go wrong without any trouble. */
  usual: number;
  /** By day and by night alike. */
  isSteady?: boolean;
}

const DAY_MINUTES = 24 * 60;
const MINUTE = 60_000;

/** What the services of the estate that run nowhere are asked, by their name. */
export const estateTraffic = {
  'storefront-web': { atNoon: 900, usual: 0.0003 },
  'checkout-api': { atNoon: 240, usual: 0.0002 },
  'payments-gateway': { atNoon: 210, usual: 0.00005 },
  'pricing-service': { atNoon: 600, usual: 0.0004 },
  'order-worker': { atNoon: 180, usual: 0.001 },
  'event-collector': { atNoon: 1500, usual: 0.0001 },
  'profile-service': { atNoon: 700, usual: 0.0002 },
  'message-dispatcher': { atNoon: 300, usual: 0.0008 },
  'edge-gateway': { atNoon: 2400, usual: 0.0001 },
  'deploy-runner': { atNoon: 4, usual: 0.002 },
} satisfies Record<string, Traffic>;

/**
 * What is counted in one stretch of time that ends at an instant: always the same for the same service and instant.
 *
 * @param length - milliseconds
 */
export function countsOf(
  name: string,
  { atNoon, usual, isSteady = false }: Traffic,
  options: { end: number; length: number; troubles?: readonly Trouble[] },
): { bad: number; total: number } {
  const { end, length, troubles = [] } = options;
  const minute = Math.floor(end / MINUTE) % DAY_MINUTES;
  const daylight = isSteady
    ? 1
    : (1 - Math.cos((2 * Math.PI * minute) / DAY_MINUTES)) / 2;
  const seed = seedOf(name);
  const busy = atNoon * (length / MINUTE) * (1 / 3 + (2 / 3) * daylight);
  const total = whole(
    busy * (0.9 + 0.2 * chance(seed, end)),
    chance(seed + 1, end),
  );
  const trouble = troubles.find(each => end > each.start && end <= each.end);
  const share = Math.max(usual, trouble?.share ?? 0);
  const bad = whole(
    total * share * (0.8 + 0.4 * chance(seed + 2, end)),
    chance(seed + 3, end),
  );
  return { bad: Math.min(bad, total), total };
}

/** A whole number that is on average what was asked for. */
function whole(value: number, luck: number): number {
  const floor = Math.floor(value);
  return floor + (luck < value - floor ? 1 : 0);
}

function seedOf(name: string): number {
  return [...name].reduce(
    (seed, letter) => (seed * 31 + letter.charCodeAt(0)) % 1_000_003,
    7,
  );
}

/** From 0 to 1, the same for the same seed and instant. */
function chance(seed: number, end: number): number {
  const mixed = Math.imul(
    (seed * 2_654_435 + Math.floor(end / 1000)) % 2_147_483_647,
    0x45d9f3b,
  );
  const again = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((again ^ (again >>> 13)) >>> 0) / 2 ** 32;
}
