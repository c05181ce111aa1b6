import { ExactNumber, Secret } from '@countersign/plugin-governance-common';

/** Whether there is something to look into: a secret and a number are values, whatever they are made of. */
export function isContainer(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Secret) &&
    !(value instanceof ExactNumber)
  );
}

/** Whether it has members by name. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return isContainer(value) && !Array.isArray(value);
}

/** What stands under a name or a place; nothing that a prototype has. */
export function member(value: unknown, key: string | number): unknown {
  if (!isContainer(value) || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

/** An object with the same names, each an ordinary member whatever it reads. */
export function mapMembers(
  value: object,
  map: (item: unknown, key: string) => unknown,
): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, map(item, key)]),
  );
}

/** Whether a value is, or holds, a secret. */
export function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  return isContainer(value) && Object.values(value).some(holdsSecret);
}

/** How many secrets a value holds. */
export function countSecrets(value: unknown): number {
  if (value instanceof Secret) return 1;
  if (!isContainer(value)) return 0;
  return Object.values(value).reduce<number>(
    (sum, inner) => sum + countSecrets(inner),
    0,
  );
}
