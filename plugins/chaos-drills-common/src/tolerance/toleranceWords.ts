import { Activity } from '../experiment/schemas';
import { Tolerance } from './model';

/** What a probe has to answer, as a sentence: `the status is 200`, `the body has nothing at $.items[*]`. */
export function toleranceWords(
  tolerance: Tolerance,
  provider: Activity['provider']['type'],
): string {
  switch (tolerance.kind) {
    case 'equals':
      return `${statusOf(provider)} is ${words(tolerance.value)}`;
    case 'between':
      return `${statusOf(provider)} is ${range(tolerance)}`;
    case 'one-of':
      return `${statusOf(provider)} is ${tolerance.values
        .map(words)
        .join(' or ')}`;
    case 'range':
      return `${aimed(tolerance)} is ${range(tolerance)}`;
    case 'regex':
      return `${aimed(tolerance)} matches ${tolerance.pattern}`;
    case 'jsonpath': {
      const { path, count } = tolerance;
      const where = `${aimed(tolerance)} has`;
      if ('expect' in tolerance) {
        return `${where} ${words(tolerance.expect)} at ${path}`;
      }
      if (count === undefined) return `${where} something at ${path}`;
      return `${where} ${count === 0 ? 'nothing' : count} at ${path}`;
    }
    case 'probe':
      return `${tolerance.activity.name} accepts what it answers`;
    default:
      return tolerance satisfies never;
  }
}

/** What is compared where a tolerance aims at nothing; see `compare`. */
function statusOf(provider: Activity['provider']['type']): string {
  switch (provider) {
    case 'http':
      return 'the status';
    case 'process':
      return 'the exit status';
    default:
      return 'the output';
  }
}

function aimed({ target = 'output' }: { target?: string }): string {
  return `the ${target}`;
}

function range({ least, most }: { least: number; most: number }): string {
  if (least === most) return `${least}`;
  return least === 0 ? `at most ${most}` : `from ${least} to ${most}`;
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
