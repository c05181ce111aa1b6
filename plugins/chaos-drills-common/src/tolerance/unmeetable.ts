import { ProviderType } from '../experiment/schemas';
import { Tolerance } from './model';

/** The parts of what each provider answers, and the numbers that its status may be. */
const outputs: Partial<
  Record<
    ProviderType,
    { parts: string[]; status: string; least: number; most: number }
  >
> = {
  http: {
    parts: ['status', 'headers', 'body'],
    status: 'an HTTP status',
    least: 100,
    most: 599,
  },
  process: {
    parts: ['status', 'stdout', 'stderr'],
    status: 'an exit status',
    least: 0,
    most: 255,
  },
};

/** Why no output of such a probe could ever be tolerated; undefined where one could. */
export function unmeetable(
  tolerance: Tolerance,
  provider: ProviderType,
): string | undefined {
  if (
    (tolerance.kind === 'between' || tolerance.kind === 'range') &&
    tolerance.least > tolerance.most
  ) {
    return `goes from ${tolerance.least} down to ${tolerance.most}: no number lies between them. The smaller one comes first`;
  }
  if (tolerance.kind === 'one-of' && tolerance.values.length === 0) {
    return 'is an empty list: nothing is in it';
  }
  const output = outputs[provider];
  if (!output) return undefined;
  const { parts, status, least, most } = output;
  const isStatus = (value: unknown) =>
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= least &&
    value <= most;
  const noStatus = `is compared with ${status}, which is a whole number from ${least} to ${most}`;
  switch (tolerance.kind) {
    case 'equals':
      return isStatus(tolerance.value)
        ? undefined
        : `${noStatus}. To look at another part, use {type: regex, target: ${parts[2]}, pattern: …}`;
    case 'between':
      return tolerance.most < least || tolerance.least > most
        ? `${noStatus}. To look at another part, use {type: range, target: ${parts[2]}, range: […]}`
        : undefined;
    case 'one-of':
      return tolerance.values.some(isStatus) ? undefined : noStatus;
    case 'regex':
    case 'range': {
      const { target } = tolerance;
      if (target !== undefined && parts.includes(target)) return undefined;
      return `must name what it looks at, as target: ${parts.join(', ')}`;
    }
    case 'jsonpath':
      return tolerance.target === undefined || parts.includes(tolerance.target)
        ? undefined
        : `there is no ${
            tolerance.target
          } in what such a probe answers; there is ${parts.join(', ')}`;
    default:
      return undefined;
  }
}
