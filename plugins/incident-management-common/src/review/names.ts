import { plainLine } from './markdown';

/** How the catalog calls somebody or something; undefined where it does not know them. */
export type NameOf = (ref: string) => string | undefined;

/** As a review names whoever a ref is of: as the catalog does, else by what tells them apart in it. */
export function namedIn(nameOf: NameOf | undefined) {
  return (ref: string): string =>
    plainLine(nameOf?.(ref) ?? ref.split('/').at(-1) ?? ref);
}
