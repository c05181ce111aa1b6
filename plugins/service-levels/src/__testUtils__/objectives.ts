import {
  AlertView,
  BurnDown,
  CorrectionView,
  Explanation,
  ObjectiveDetail,
  ObjectiveSummary,
} from '@countersign/plugin-service-levels-common';

export const DAY = 86_400_000;
export const reader = 'user:default/kenji';
export const team = 'group:default/checkout';
export const componentRef = 'component:default/checkout-api';
/** When objectives of the tests were judged last. */
export const judgedAt = '2026-11-26T10:00:00.000Z';

/** An objective as the overview has it. */
export function objective(
  fields: Partial<ObjectiveSummary> = {},
): ObjectiveSummary {
  return {
    id: 'checkout-availability',
    slo: 'checkout-availability',
    title: 'Checkout is answered',
    service: 'checkout-api',
    component: componentRef,
    owner: team,
    system: 'system:default/commerce',
    source: 'checkout-api',
    target: 0.999,
    window: 30 * DAY,
    windowKind: 'rolling',
    state: 'ok',
    sli: 0.99975,
    burnRate: 0.25,
    budgetLeft: 0.75,
    measured: 1,
    evaluatedAt: judgedAt,
    heardAt: judgedAt,
    burning: { rate: 0.5, window: 3_600_000 },
    trend: [1, 0.9, 0.75],
    ...fields,
  };
}

/** An alert of it that fires and that nobody took. */
export function alert(fields: Partial<AlertView> = {}): AlertView {
  return {
    number: 'ALR0000007',
    objective: 'checkout-availability',
    title: 'Checkout is answered',
    component: componentRef,
    owner: team,
    kind: 'burn',
    state: 'firing',
    severity: 'page',
    window: 3_600_000,
    pendingSince: '2026-11-26T10:00:00.000Z',
    firedAt: '2026-11-26T10:00:00.000Z',
    threshold: 14.4,
    burnRate: 21.3,
    budgetLeft: 0.12,
    exhaustedIn: 40 * 60_000,
    spent: 0.31,
    ...fields,
  };
}

/** A correction of it that waits for somebody who has no part in the service. */
export function correction(
  fields: Partial<CorrectionView> = {},
): CorrectionView {
  return {
    number: 'COR0000003',
    kind: 'maintenance',
    reason: 'The database moved.',
    objectives: ['checkout-availability'],
    window: {
      start: '2026-11-26T02:00:00.000Z',
      end: '2026-11-26T03:00:00.000Z',
    },
    timeZone: 'Europe/Berlin',
    entered: { by: 'user:default/ada', at: '2026-11-26T09:00:00.000Z' },
    state: 'waits',
    because: 'Nobody who has no part in the service has confirmed it.',
    ledgerEntry: '0199c0de-0000-7000-8000-000000000001',
    actions: [
      { verb: 'confirm', allowed: true },
      { verb: 'withdraw', allowed: true },
    ],
    ...fields,
  };
}

const pair = {
  severity: 'page' as const,
  longWindow: 3_600_000,
  shortWindow: 300_000,
  burnRate: 14.4,
  errorRatio: 0.0144,
  canFire: true,
  state: 'quiet' as const,
  long: { bad: 5, total: 10_000 },
  short: { bad: 0, total: 800 },
};

/** The same as its own page has it. */
export function detail(fields: Partial<ObjectiveDetail> = {}): ObjectiveDetail {
  return {
    ...objective(),
    counts: { bad: 250, total: 1_000_000 },
    measuredSince: '2026-10-01T00:00:00.000Z',
    pairs: [pair],
    predictions: [
      {
        errorRatio: 1,
        pairs: [{ firesAfter: 51_840, resetsAfter: 295_680 }],
      },
      { errorRatio: 0.01, pairs: [{}] },
    ],
    silenceAllowed: 300_000,
    definition: {
      digest: 'sha256:0123456789abcdef',
      file: 'slo/checkout.yaml',
      line: 12,
      text: 'apiVersion: openslo/v1\nkind: SLO',
    },
    alerts: [],
    ...fields,
  };
}

/** How its budget went. */
export function burnDownOf(fields: Partial<BurnDown> = {}): BurnDown {
  return {
    view: 'window',
    from: '2026-10-27T10:00:00.000Z',
    to: judgedAt,
    end: judgedAt,
    points: [
      { at: '2026-10-27T10:00:00.000Z', left: 1 },
      { at: '2026-11-12T14:30:00.000Z', left: 0.85 },
      { at: judgedAt, left: 0.75 },
    ],
    spending: {
      spent: 250,
      rest: 100,
      intervals: [
        {
          start: '2026-11-12T14:00:00.000Z',
          end: '2026-11-12T14:30:00.000Z',
          bad: 150,
          total: 700,
          share: 0.6,
        },
      ],
    },
    ...fields,
  };
}

/** What its figure is made of. */
export function explanationOf(fields: Partial<Explanation> = {}): Explanation {
  const day = (from: string, end: string, bad: number, total: number) => ({
    start: `2026-11-${from}:00:00.000Z`,
    end: `2026-11-${end}:00:00.000Z`,
    bad,
    total,
  });
  return {
    at: judgedAt,
    target: 0.999,
    counts: { bad: 250, total: 1_000_000 },
    measured: 1,
    method: 'occurrences',
    from: '2026-10-27T10:00:00.000Z',
    to: judgedAt,
    end: judgedAt,
    steps: [
      day('12T00', '13T00', 150, 400_000),
      day('26T09', '26T10', 100, 600_000),
    ],
    queries: [
      {
        role: 'bad',
        source: 'checkout-api',
        query: 'http_requests_total{code=~"5.."}',
      },
      { role: 'total', source: 'checkout-api', query: 'http_requests_total' },
    ],
    ...fields,
  };
}
