import type { Fault } from './FaultBoard';

/** What one argument of a kind may be. */
export interface ArgumentRule {
  holds(value: unknown): boolean;
  /** What would be right: "must be a number from 0 to 60000". */
  must: string;
}

/** A kind of fault: what requests that meet it get, or what happens while one of the kind is on. */
export interface FaultKind {
  name: string;
  /** Those it knows; others are refused. None has to be given. */
  arguments?: Readonly<Record<string, ArgumentRule>>;
  /** For requests that meet it: how much longer they take. Milliseconds. */
  delay?(fault: Fault, usual: number): number;
  /** For requests that meet it: the status that they are answered with. */
  status?(fault: Fault): number;
  /** Called when the first of its kind is switched on. */
  begin?(fault: Fault): void;
  /** Called when the last of its kind is off, by its lease or by somebody. */
  end?(): void;
}

const isStatus = (value: unknown) =>
  Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;
const LONGEST_DELAY_MS = 60_000;

/** The kinds that every service has. */
export const usualKinds: readonly FaultKind[] = [
  {
    name: 'latency',
    arguments: {
      milliseconds: {
        holds: value =>
          typeof value === 'number' && value >= 0 && value <= LONGEST_DELAY_MS,
        must: `must be a number from 0 to ${LONGEST_DELAY_MS}`,
      },
    },
    delay: ({ arguments: { milliseconds } }, usual) =>
      typeof milliseconds === 'number' ? milliseconds : usual,
  },
  {
    name: 'error',
    arguments: {
      status: {
        holds: isStatus,
        must: 'must be a whole number from 400 to 599',
      },
    },
    status: ({ arguments: { status } }) =>
      typeof status === 'number' ? status : 500,
  },
];

/** What is wrong with arguments, each by its name. */
export function wrongArguments(
  { name, arguments: rules = {} }: FaultKind,
  given: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(given).flatMap(([key, value]) => {
    if (!Object.hasOwn(rules, key)) {
      const known = Object.keys(rules).join(', ') || 'none';
      return [`${key}: is no argument of ${name}; known are ${known}`];
    }
    return rules[key].holds(value) ? [] : [`${key}: ${rules[key].must}`];
  });
}
