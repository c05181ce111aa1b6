import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Gauge, publishGauges } from '@countersign/plugin-governance-node';
import { DrillStore } from '../database/DrillStore';
import { LeverStore } from '../database/LeverStore';
import { DrillJournal } from '../unit';
import { DetectionReader } from './DetectionReader';
import { PlanReader } from './PlanReader';

/** What is true of drills at the moment, for whoever watches the portal. */
export class FigureReader {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      drills: DrillStore;
      lever: LeverStore;
      plan: Pick<PlanReader, 'due'>;
    },
  ) {}

  async running(): Promise<number> {
    const { drills, journal } = this.options;
    return (await drills.running(journal.knex)).length;
  }

  /** How many hold the lever. */
  async pulls(): Promise<number> {
    const { lever, journal } = this.options;
    return (await lever.read(journal.knex)).length;
  }

  async overdue(): Promise<number> {
    const { plan, journal } = this.options;
    const now = journal.now().toISOString();
    return (await plan.due()).filter(({ dueAt }) => dueAt <= now).length;
  }
}

/** Publishes the figures of drills as metrics, each read when it is asked for. */
export function publishFigures(
  metrics: MetricsService,
  figures: FigureReader,
  detection: Pick<DetectionReader, 'figures'>,
): void {
  const gauges: Gauge[] = [
    {
      name: 'detection.error',
      description:
        'Detection predicted and measured: the median error, as a share of what was predicted',
      unit: '1',
      read: async () => (await detection.figures()).medianError,
    },
    {
      name: 'detection.missed',
      description: 'Drills whose predicted alert did not fire',
      unit: '{drill}',
      read: async () => (await detection.figures()).missed,
    },
    {
      name: 'running',
      description: 'Drills that run',
      unit: '{drill}',
      read: () => figures.running(),
    },
    {
      name: 'lever.pulls',
      description: 'Pulls that hold the lever',
      unit: '{pull}',
      read: () => figures.pulls(),
    },
    {
      name: 'overdue',
      description: 'Drills that are due',
      unit: '{drill}',
      read: () => figures.overdue(),
    },
  ];
  publishGauges(
    metrics,
    gauges.map(gauge => ({ ...gauge, name: `chaos_drills.${gauge.name}` })),
  );
}
