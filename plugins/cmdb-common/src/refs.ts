/**
 * The form in which the catalog writes references in relations: lower case.
 * References given to the graph are full ones (`kind:namespace/name`).
 */
export function normalizeEntityRef(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}
