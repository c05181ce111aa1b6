/**
 * How a reference to a person or a service is compared: the one place where case is folded, so that two spellings of one
 * person are never two people.
 */
export function foldRef(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

/** People hold duties and decide; pipelines and plugins do not. */
export function isPerson(ref: string): boolean {
  return foldRef(ref).startsWith('user:');
}
