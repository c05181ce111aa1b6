import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { CommandFailure } from '../output/failure';

/** Collects an option that may be given several times. */
export function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Reads `30s`, `10m` or `1h` as milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  if (!match) {
    throw new InvalidArgumentError('It must be like 30s, 10m or 1h.');
  }
  return Number(match[1]) * units[match[2] as keyof typeof units];
}

/** The first of these environment variables that is set. */
function fromEnvironment(...names: string[]): string | undefined {
  return names.map(name => process.env[name]).find(value => value);
}

/** `--repository`, which the common pipelines tell by themselves. */
export function repositoryOption(): Option {
  return new Option(
    '--repository <name>',
    'repository of the code (default: GITHUB_REPOSITORY, CI_PROJECT_PATH)',
  ).default(
    fromEnvironment('GITHUB_REPOSITORY', 'CI_PROJECT_PATH'),
    'of the pipeline',
  );
}

/** `--run-id`, which the common pipelines tell by themselves. */
export function runIdOption(): Option {
  return new Option(
    '--run-id <id>',
    'run of the pipeline: the same run submits once (default: GITHUB_RUN_ID, CI_PIPELINE_ID)',
  ).default(
    fromEnvironment('GITHUB_RUN_ID', 'CI_PIPELINE_ID'),
    'of the pipeline',
  );
}

/** Checks a request before it is sent, so that a mistake is named by its option. */
export function checked<T extends z.ZodType>(
  schema: T,
  request: z.input<T>,
): z.input<T> {
  const result = schema.safeParse(request);
  if (result.success) return request;
  const lines = result.error.issues.map(issue => {
    const [field] = issue.path;
    return field === undefined
      ? issue.message
      : `${String(issue.path.join('.'))}: ${issue.message}`;
  });
  throw new CommandFailure(`That cannot be sent.\n  ${lines.join('\n  ')}`);
}
