import { DescribedOperation } from './operation';

/** The path of an operation as Express writes it: `/drills/:number`. */
export function routeOf({ path }: Pick<DescribedOperation, 'path'>): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
