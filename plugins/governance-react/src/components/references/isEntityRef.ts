import { parseEntityRef } from '@backstage/catalog-model';

/** Principals of the backend, which look like refs and are none. */
const PRINCIPALS = ['external', 'plugin'];

/** True for what may be asked of the catalog; a record may hold any text where a ref is meant. */
export function isEntityRef(ref: string): boolean {
  try {
    return !PRINCIPALS.includes(parseEntityRef(ref).kind);
  } catch {
    return false;
  }
}
