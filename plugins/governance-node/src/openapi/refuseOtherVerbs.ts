import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { IRouter } from 'express';
import { z } from 'zod';
import { authenticate, parse } from '../http/request';
import { DescribedOperation } from './operation';
import { routeOf } from './routeOf';

/** A record whose verbs are routes: `POST <path>/<verb>`. */
export interface RecordVerbs {
  /** As OpenAPI writes it: `/drills/{number}`. */
  path: string;
  params: z.ZodObject;
  /** In the middle of a sentence: `a drill`. */
  name: string;
}

/** Says which verbs there are to whoever uses another. To be added after the operations. */
export function refuseOtherVerbs(
  router: IRouter,
  options: {
    httpAuth: HttpAuthService;
    operations: readonly DescribedOperation[];
    record: RecordVerbs;
  },
): void {
  const { httpAuth, operations, record } = options;
  const beginning = `${record.path}/`;
  const verbs = operations
    .filter(o => o.method === 'post' && o.path.startsWith(beginning))
    .map(({ path }) => path.slice(beginning.length));
  router.post(`${routeOf(record)}/:verb`, async (req, _res, next) => {
    try {
      await authenticate(httpAuth, req);
      const { verb, ...named } = req.params;
      parse(record.params, named);
      throw new NotFoundError(
        `There is no verb ${verb}; ${record.name} understands ${verbs.join(
          ', ',
        )}`,
      );
    } catch (error) {
      next(error);
    }
  });
}
