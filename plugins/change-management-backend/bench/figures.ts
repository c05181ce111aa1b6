import { cpus } from 'os';

/** The value below which a share of the values lies. */
export function percentile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[
    Math.floor((values.length - 1) * share)
  ];
}

/** How long the work takes. */
export async function milliseconds(
  work: () => Promise<unknown>,
): Promise<number> {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

/** Prints figures, one JSON object a line. */
export class Figures {
  constructor(private readonly bench: string, private readonly setup: string) {}

  /** Median and 95th percentile of durations. */
  times(metric: string, times: number[]): void {
    this.value(`${metric} p50`, percentile(times, 0.5), 'ms', times.length);
    this.value(`${metric} p95`, percentile(times, 0.95), 'ms', times.length);
  }

  value(metric: string, value: number, unit: string, n: number): void {
    const { bench, setup } = this;
    process.stdout.write(
      `${JSON.stringify({
        bench,
        metric,
        value: Number(value.toPrecision(3)),
        unit,
        n,
        setup,
      })}\n`,
    );
  }
}

/** What was measured on. */
export function machine(postgresVersion: string): string {
  return `${cpus().length} cores, Node ${
    process.versions.node
  }, PostgreSQL ${postgresVersion}`;
}
