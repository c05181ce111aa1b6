import { readVariables } from '../experiment/variables';
import { RunEvent } from '../run/events';
import { RunOptions, runExperiment } from '../run/runExperiment';
import { read } from './experiments';
import { Target } from './Target';
import { VirtualTime } from './VirtualTime';

const environment = { TOKEN: 'a-secret-token' };

/** A run of the drill in virtual time, over a target and an HTTP that a test may change. */
export function bench(changes: Record<string, unknown> = {}) {
  const { experiment, problems } = read(changes, {
    variables: { environment },
  });
  if (!experiment) throw new Error(JSON.stringify(problems));
  const time = new VirtualTime();
  const target = new Target(time);
  const events: RunEvent[] = [];
  const stop = new AbortController();
  const status = { health: () => 200, undo: () => 204 };
  let ids = 0;
  const play = (options: Partial<RunOptions> = {}) =>
    time.until(
      runExperiment(experiment, {
        variables: readVariables(experiment.document, { environment })
          .variables,
        clock: time,
        providers: {
          http: async ({ url }) => ({
            status: url.endsWith('/undo') ? status.undo() : status.health(),
            headers: {},
            body: 'with a-secret-token in it',
          }),
        },
        faults: new Map([['http', target]]),
        nextId: () => `fault-${ids++}`,
        stop: stop.signal,
        onEvent: event => {
          events.push(event);
        },
        ...options,
      }),
    );
  return { experiment, time, target, events, stop, status, play };
}
