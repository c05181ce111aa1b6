import { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { UserStore } from '../database/UserStore';
import { HttpProblem } from './HttpProblem';
import { parse } from './parse';

const MOST = 100;
const id = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .max(2 ** 31 - 1);

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).max(MOST).default(20),
  cursor: id.min(0).default(0),
});

/** `GET /api/users` and `GET /api/users/:id`. */
export function addUserRoutes(
  router: Router,
  users: UserStore,
  meetFaults: RequestHandler,
): void {
  router.get('/api/users', meetFaults, async (req, res) => {
    const { limit, cursor } = parse(listSchema, req.query);
    const found = await users.list(cursor, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    res.json({
      items,
      ...(found.length > limit && last && { nextCursor: String(last.id) }),
    });
  });

  router.get('/api/users/:id', meetFaults, async (req, res) => {
    const number = parse(id.min(1), req.params.id, 'id');
    const user = await users.find(number);
    if (!user) {
      throw new HttpProblem(404, 'NotFoundError', 'There is no such user');
    }
    res.json(user);
  });
}
