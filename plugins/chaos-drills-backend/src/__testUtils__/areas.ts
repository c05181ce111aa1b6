import { NotFoundError } from '@backstage/errors';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { AskedAreas } from '../world/OtherAreas';
import { DrillsOptions } from '../createDrills';
import { entity, objective } from './experiments';

/** What is reported to changes. */
type DeploymentReport = Parameters<
  ChangeManagementService['reportDeployment']
>[0];

/** What the other areas say, as a test has it. */
export interface AreasState {
  decision: 'allow' | 'refuse';
  /** What the change is about. */
  items: string[];
  change: {
    type: 'standard' | 'normal';
    template?: { id: string };
    implementationPlan: string;
  };
  /** Who approved the change. */
  approvers: string[];
  /** What the provider of pods finds. */
  pods: string[];
  bands: { kind: 'freeze' | 'maintenance'; title: string }[];
  incidents: {
    number: string;
    entities: string[];
    state?: 'new' | 'resolved';
    times?: Record<string, string>;
  }[];
  budgetLeft: number | undefined;
  /** Of how many seconds there is traffic in the window of the objective; all of it where it is left out. */
  measuredSeconds: number | undefined;
  alerts: { number: string; firedAt: string }[];
  /** Which answers nobody gets. */
  silent: boolean;
  /** What was asked of the gate, and whether on record. */
  gate: ('asked' | 'previewed')[];
  /** What was reported to changes. */
  deployments: Pick<
    DeploymentReport,
    'externalId' | 'change' | 'outcome' | 'gateDecisionId' | 'url'
  >[];
  problems: { title: string; entities: string[]; key: string | undefined }[];
  /** Changes that were opened, each once for its key. */
  opened: {
    key: string | undefined;
    body: Parameters<ChangeManagementService['createChange']>[0];
  }[];
}

export function calmAreas(): AreasState {
  return {
    decision: 'allow',
    items: [entity],
    change: {
      type: 'standard',
      template: { id: 'chaos-drill' },
      implementationPlan: '',
    },
    approvers: [],
    pods: ['checkout-1', 'checkout-2'],
    bands: [],
    incidents: [],
    budgetLeft: 0.9,
    measuredSeconds: undefined,
    alerts: [],
    silent: false,
    gate: [],
    deployments: [],
    problems: [],
    opened: [],
  };
}

/** Ids that change management answers. */
export const gateDecision = '7e8b3c1a-52b5-4c0e-9f39-6b6e0f7a1c01';
export const deployment = '0f5b9a5e-6d57-4a55-8a43-1a2b3c4d5e02';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WINDOW_MS = 10_000;
const THRESHOLD = 0.05;

const PER_SECOND = 100;

/** An objective of 99 % over a day, which pages when 5 % were bad over ten seconds: half bad, it fires after 1.5 s. */
const objectiveDetail = {
  target: 0.99,
  window: DAY_MS,
  pairs: [
    {
      severity: 'page',
      longWindow: WINDOW_MS,
      shortWindow: WINDOW_MS / 12,
      burnRate: 5,
      errorRatio: THRESHOLD,
      canFire: true,
      long: { bad: 0, total: (PER_SECOND * WINDOW_MS) / 1000 },
      short: { bad: 0, total: (PER_SECOND * WINDOW_MS) / 12_000 },
    },
  ],
  predictions: [
    {
      errorRatio: 1,
      // A second later than its window takes to fill, at most; half of it on average.
      pairs: [{ firesAfter: WINDOW_MS * THRESHOLD + 1000 }],
    },
  ],
};

/** Changes, incidents and service levels that say what the test has them say. */
export function fakeAreas(state: () => AreasState) {
  const answer = <T>(value: () => T) => {
    if (state().silent) throw new Error('It is down');
    return value();
  };
  const gate =
    (how: 'asked' | 'previewed') =>
    async (presented: { environment?: string }) =>
      answer(() => {
        state().gate.push(how);
        // As the gate has it, which lets nothing through that does not say where it goes.
        const decision = presented.environment ? state().decision : 'refuse';
        return {
          decision,
          ...(how === 'asked' && { id: gateDecision }),
          checks: [
            {
              id: 'approved',
              passed: decision === 'allow',
              detail: 'It is not approved.',
            },
          ],
        };
      });
  const changes = {
    getChange: async () =>
      answer(() => ({
        change: { environment: 'production', ...state().change },
        items: state().items.map(entityRef => ({ entityRef })),
        approvals: {
          requirements: [
            {
              approvals: state().approvers.map(approver => ({
                ...{ approver, decision: 'approved', void: false },
              })),
            },
          ],
        },
      })),
    createChange: async (
      body: AreasState['opened'][number]['body'],
      { idempotencyKey: key }: { idempotencyKey?: string } = {},
    ) =>
      answer(() => {
        const { opened } = state();
        if (!opened.some(each => each.key === key)) opened.push({ key, body });
        const index = opened.findIndex(each => each.key === key);
        return {
          change: { number: `CHG${String(index + 100).padStart(7, '0')}` },
        };
      }),
    askGate: gate('asked'),
    previewGate: gate('previewed'),
    reportDeployment: async ({
      externalId,
      change,
      outcome,
      gateDecisionId,
      url,
    }: DeploymentReport) =>
      answer(() => {
        state().deployments.push({
          ...{ externalId, change, outcome, gateDecisionId, url },
        });
        return { id: deployment, reconciliation: { verdict: 'authorised' } };
      }),
    getCalendar: async ({ from }: { from: string }) =>
      answer(() => ({
        bands: state().bands.map(band => ({
          ...band,
          window: {
            start: new Date(Date.parse(from) - HOUR_MS).toISOString(),
            end: new Date(Date.parse(from) + HOUR_MS).toISOString(),
          },
        })),
      })),
  };
  const incidents = {
    listIncidents: async ({
      entityRef = [],
      state: states,
    }: {
      entityRef?: string[];
      state?: string[];
    }) =>
      answer(() => ({
        items: state()
          .incidents.map(({ state: is = 'new', times = {}, ...incident }) => ({
            ...{ ...incident, times, state: is, source: 'alert' },
            opened: { by: 'system', at: times.detected },
          }))
          .filter(
            incident =>
              (!states || states.includes(incident.state)) &&
              incident.entities.some(ref => entityRef.includes(ref)),
          ),
      })),
    openProblem: async (
      body: { title: string; entities: string[] },
      options?: { idempotencyKey?: string },
    ) =>
      answer(() => {
        const key = options?.idempotencyKey;
        const { problems } = state();
        if (!problems.some(known => known.key === key)) {
          problems.push({ title: body.title, entities: body.entities, key });
        }
        return { problem: { number: 'PRB0000007' } };
      }),
  };
  const serviceLevels = {
    getObjective: async (id: string) =>
      answer(() => {
        if (id !== objective) throw new NotFoundError(`There is no ${id}`);
        const { budgetLeft, measuredSeconds } = state();
        const counts = measuredSeconds && {
          bad: 0,
          total: measuredSeconds * PER_SECOND,
        };
        return {
          ...objectiveDetail,
          id,
          budgetLeft,
          ...(counts && { counts }),
        };
      }),
    listAlerts: async () =>
      answer(() => ({
        items: state().alerts.map(alert => ({
          ...alert,
          objective,
          kind: 'burn',
        })),
      })),
  };
  return { changes, incidents, serviceLevels } as unknown as AskedAreas &
    Pick<DrillsOptions, 'changes' | 'incidents' | 'serviceLevels'>;
}
