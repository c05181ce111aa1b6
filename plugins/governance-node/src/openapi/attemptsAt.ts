import { Request } from 'express';
import { Attempt } from '../access/AttemptLog';
import { DescribedOperation } from './operation';
import { routeOf } from './routeOf';

/**
 * An attempt is called as its operation is: `finishNote`. What it was made on has the names of the path's parameters, as
 * far as they are what the operation takes.
 */
export function attemptsAt(
  operations: readonly DescribedOperation[],
): (req: Request) => Attempt {
  const byRoute = new Map(
    operations.map(operation => [
      `${operation.method} ${routeOf(operation)}`,
      operation,
    ]),
  );
  return req => {
    const route = `${req.method.toLowerCase()} ${req.route?.path ?? ''}`;
    const operation = byRoute.get(route);
    if (!operation) return { verb: route };
    return { ...recordsIn(operation, req.path), verb: operation.id };
  };
}

/** Once a route has passed an error on, Express has forgotten its parameters. */
function recordsIn(
  { path, params }: DescribedOperation,
  requested: string,
): Record<string, string> {
  const parts = requested.split('/');
  const named = path.split('/').flatMap((word, i) => {
    const [, name] = /^\{(\w+)\}$/.exec(word) ?? [];
    const { success } = params?.shape[name]?.safeParse(parts[i]) ?? {};
    return success ? [[name, parts[i]]] : [];
  });
  return Object.fromEntries(named);
}
