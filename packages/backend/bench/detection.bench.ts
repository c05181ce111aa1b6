/**
 * Detection of drills, predicted and measured: twenty drills of three kinds on objectives over an hour and over a day. The demo
 * services, their metrics, the engine of service levels and the prediction are the real ones; time is not, so that an hour of them
 * takes minutes. Run with `COUNTERSIGN_BENCH_PG=postgresql://… tsx packages/backend/bench/detection.bench.ts [drills] [requests a
 * second]`; it works in databases of its own on that server and drops them afterwards.
 */
import knexFactory from 'knex';
import { machine } from '../../../plugins/change-management-backend/bench/figures';
import {
  inOwnDatabase,
  reportAs,
} from '../../../plugins/chaos-drills-backend/bench/stage';
import {
  detectionError,
  detectionFigures,
  httpFaults,
  measureDetection,
  PredictedDetection,
  predictDetection,
  watchingObjective,
} from '@countersign/plugin-chaos-drills-common';
import { DetectionEstate, DrilledService } from './detectionEstate';

const [drills = 20, perSecond = 10] = process.argv.slice(2).map(Number);
const SECOND = 1000;
/** A history without bad events, longer than the windows that fire. */
const HISTORY_SECONDS = 15 * 60;
const LONGEST_SECONDS = 900;
const kinds = ['latency', 'error', 'bad-release'] as const;

/** Small shares, so that detection takes minutes: the readings between which it falls are seconds apart. */
const shares = [0.08, 0.09, 0.1, 0.11, 0.12];

interface Drill {
  service: DrilledService;
  share: number;
  /** Seconds after the history at which the fault begins, anywhere between two readings. */
  begins: number;
  injectedAt?: number;
  predicted?: PredictedDetection;
}

function drillsOn(services: readonly DrilledService[]): Drill[] {
  return services.map((service, i) => ({
    service,
    share: shares[i % shares.length],
    begins: (i * 17) % 60,
  }));
}

async function main(): Promise<void> {
  const admin = knexFactory({
    client: 'pg',
    connection: process.env.COUNTERSIGN_BENCH_PG,
  });
  const { rows } = await admin.raw('SHOW server_version');
  await admin.destroy();
  const report = reportAs(
    'detection',
    `${machine(
      rows[0].server_version,
    )}, ${perSecond} requests a second each, in virtual time`,
  );
  await inOwnDatabase('detection', knex =>
    inOwnDatabase('demo_services', async (_, demoUrl) => {
      const estate = new DetectionEstate({ knex, demoUrl, perSecond });
      try {
        await measure(estate, report);
      } finally {
        await estate.stop();
      }
    }),
  );
}

async function measure(
  estate: DetectionEstate,
  report: ReturnType<typeof reportAs>,
): Promise<void> {
  const all = drillsOn(
    await estate.start(
      Array.from({ length: drills }, (_, i) => ({
        kind: kinds[i % kinds.length],
        window: i % 2 === 0 ? '1h' : '1d',
      })),
    ),
  );
  await estate.pass(HISTORY_SECONDS);
  const control = httpFaults({ fetch, now: () => estate.now });
  const { signal } = new AbortController();
  for (let second = 0; second < LONGEST_SECONDS + 60; second++) {
    for (const drill of all.filter(({ begins }) => begins === second)) {
      const { service, share } = drill;
      // Before the fault, as where a drill is planned: afterwards its windows hold the fault itself.
      drill.predicted = predictDetection(
        { badShare: share, lasts: LONGEST_SECONDS * SECOND },
        watchingObjective(await estate.objective(service.objective)),
      );
      drill.injectedAt = estate.now;
      await control.inject(
        {
          id: service.objective,
          target: service.url,
          token: service.token,
          fault: service.kind,
          arguments: { share },
        },
        LONGEST_SECONDS,
        signal,
      );
    }
    await estate.pass(1);
  }

  const pairs = [];
  for (const { service, share, injectedAt = 0, predicted } of all) {
    const { objective, kind, window } = service;
    const after = predicted?.after;
    if (after === undefined) {
      throw new Error(`${kind} over ${window}: ${predicted?.reason}`);
    }
    const { measured } = measureDetection(
      [{ objective, after }],
      {
        from: new Date(injectedAt).toISOString(),
        to: new Date(injectedAt + LONGEST_SECONDS * SECOND).toISOString(),
      },
      await estate.alerts(objective),
    );
    pairs.push({ predicted: after, measured });
    process.stderr.write(
      `${kind} over ${window}, ${share}: ${errorText(after, measured)}\n`,
    );
  }
  const { compared, within, missed, medianError = 0 } = detectionFigures(pairs);
  report('detected within 15 % of the prediction', within, 'drills', compared);
  report('median error of the prediction', medianError * 100, '%', compared);
  report('predicted and not detected', missed, 'drills', drills);
}

function errorText(predicted: number, measured: number | undefined): string {
  const told = `predicted ${predicted / SECOND} s`;
  if (measured === undefined) return `${told}, not detected`;
  const error = detectionError({ predicted, measured }) * 100;
  return `${told}, measured ${measured / SECOND} s, ${error.toFixed(1)} %`;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
