import { hostname } from 'os';
import { setTimeout as delay } from 'timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  httpProvider,
  RunClock,
  RunOptions,
} from '@countersign/plugin-chaos-drills-common';
import { DrillPreconditions } from '@countersign/plugin-chaos-drills-node';
import { processProvider } from '@countersign/plugin-chaos-drills-node/process';
import { DrillStore } from '../database/DrillStore';
import { ExperimentStore } from '../database/ExperimentStore';
import { GameDayStore } from '../database/GameDayStore';
import { RunStore } from '../database/RunStore';
import { ExperimentLibrary, Playable } from '../experiments/ExperimentLibrary';
import { FaultProviderSet } from '../experiments/FaultProviderSet';
import { RunSettings } from '../settings';
import { DrillJournal } from '../unit';

/** What playing and closing runs needs. */
export interface RunTools {
  journal: DrillJournal;
  drills: DrillStore;
  runs: RunStore;
  days: Pick<GameDayStore, 'observersOf'>;
  experiments: ExperimentStore;
  library: ExperimentLibrary;
  faults: FaultProviderSet;
  preconditions: Pick<DrillPreconditions, 'budgetsLeft'>;
  settings: RunSettings;
  /** Absolute paths of programs that experiments may run. */
  processes: readonly string[];
  /** Of the machine, where no test has its own. */
  clock: RunClock;
  fetch: typeof fetch;
  /** Pages that listen on the channel fetch again. */
  refetch(channel: string): void;
  logger: LoggerService;
}

/** The time of the machine. */
export const machineClock: RunClock = {
  now: Date.now,
  sleep: (ms, signal) =>
    delay(ms, undefined, { signal }).catch(error => {
      throw signal.aborted ? signal.reason : error;
    }),
};

/** What journals say of where a drill was played. */
export const platform = `${process.platform} node ${process.version}`;
export const node = hostname();

/** How an experiment is played here. */
export function playedWith(
  { variables, hosts }: Playable,
  { faults, processes, settings, clock, fetch: ask }: RunTools,
): Pick<
  RunOptions,
  | 'variables'
  | 'clock'
  | 'providers'
  | 'faults'
  | 'recovery'
  | 'platform'
  | 'node'
> {
  return {
    ...{ variables, clock, platform, node },
    providers: {
      http: httpProvider({
        ...{ fetch: ask, hosts },
        timeoutSignal: ms => AbortSignal.timeout(ms),
      }),
      ...(processes.length > 0 && { process: processProvider(processes) }),
    },
    faults: faults.controls(hosts, { fetch: ask, now: clock.now }),
    recovery: settings.recoveryMs,
  };
}
