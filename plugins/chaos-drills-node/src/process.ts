import { execFile } from 'node:child_process';
import {
  ActivityFailed,
  ProcessProvider,
} from '@countersign/plugin-chaos-drills-common';

const USUAL_TIMEOUT_MS = 30_000;
const MOST_BYTES = 1_000_000;

/** Runs a program that is allowed by its path: with no shell, and with nothing of our environment but where programs are. */
export function processProvider(allowed: readonly string[]) {
  return async (
    { path, arguments: given, timeout }: ProcessProvider,
    signal: AbortSignal,
  ) => {
    if (!allowed.includes(path)) {
      throw new ActivityFailed(
        `${path} is not among the programs that are allowed here`,
      );
    }
    const seconds = Number(timeout);
    const milliseconds = seconds > 0 ? seconds * 1000 : USUAL_TIMEOUT_MS;
    return new Promise<unknown>((done, failed) => {
      execFile(
        path,
        argumentsOf(given),
        {
          ...{ signal, timeout: milliseconds, killSignal: 'SIGKILL' as const },
          maxBuffer: MOST_BYTES,
          env: { PATH: process.env.PATH },
          shell: false,
        },
        (error, stdout, stderr) => {
          const { code, killed } = error ?? {};
          if (!error) done({ status: 0, stdout, stderr });
          else if (typeof code === 'number')
            done({ status: code, stdout, stderr });
          else if (signal.aborted) failed(signal.reason);
          else {
            failed(
              new ActivityFailed(
                killed
                  ? `${path} took longer than ${milliseconds / 1000} s`
                  : `${path} cannot be run: ${error.message}`,
              ),
            );
          }
        },
      );
    });
  };
}

/** As Chaos Toolkit does: a mapping is each key with its value, and what is empty is left out. */
function argumentsOf(given: unknown): string[] {
  if (given === undefined || given === null || given === '') return [];
  if (typeof given === 'string') {
    throw new ActivityFailed('there is no shell: arguments must be a list');
  }
  const list = Array.isArray(given) ? given : Object.entries(given).flat();
  return list
    .filter(each => each !== null && each !== '')
    .map(each => String(each));
}
