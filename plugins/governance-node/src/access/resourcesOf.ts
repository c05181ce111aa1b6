import { RecordKind } from './Rights';

/**
 * How the permission framework finds the records that it applies rules to: `getResources` of their resource type.
 *
 * @param find - Records by their numbers, in any order; those that are not there are left out.
 */
export function resourcesOf<Right extends string, Stored, Resource>(
  kind: Pick<RecordKind<Right, Stored, Resource>, 'nameOf' | 'resourceOf'>,
  find: (numbers: string[]) => Promise<Stored[]>,
) {
  return async (numbers: string[]): Promise<(Resource | undefined)[]> => {
    const found = new Map(
      (await find(numbers)).map(stored => [
        kind.nameOf(stored),
        kind.resourceOf(stored),
      ]),
    );
    return numbers.map(number => found.get(number));
  };
}
