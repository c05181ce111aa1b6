import { MetricsService } from '@backstage/backend-plugin-api/alpha';
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
  const gauges: [string, string, () => Promise<number | undefined>][] = [
    [
      'detection.error',
      'Detection predicted and measured: the median error, as a share of what was predicted',
      async () => (await detection.figures()).medianError,
    ],
    [
      'detection.missed',
      'Drills whose predicted alert did not fire',
      async () => (await detection.figures()).missed,
    ],
    ['running', 'Drills that run', () => figures.running()],
    ['lever.pulls', 'Pulls that hold the lever', () => figures.pulls()],
    ['overdue', 'Drills that are due', () => figures.overdue()],
  ];
  for (const [name, description, read] of gauges) {
    metrics
      .createObservableGauge(`chaos_drills.${name}`, { description })
      .addCallback(async result => {
        const value = await read();
        if (value !== undefined) result.observe(value);
      });
  }
}
