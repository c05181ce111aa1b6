import { refuse } from '@countersign/plugin-governance-common';
import { ok, Verdict } from './verdict';

/** Whether one more fits into a list. */
export function room(
  list: readonly unknown[],
  most: number,
  what: string,
): Verdict {
  return list.length < most ? ok : full(what);
}

/** The refusal where none fits. */
export function full(what: string): Verdict {
  return refuse(
    'room',
    `It has as many ${what} as an incident can have.`,
    'Keep the rest elsewhere, and link it.',
  );
}
