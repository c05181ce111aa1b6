import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import {
  authenticate,
  Caller,
  parse,
} from '@countersign/plugin-governance-node';
import { Request } from 'express';
import { RouteOptions } from './types';

/** For what is about all changes: whoever may read none of them has no use for it. */
export async function authenticateReader(
  { httpAuth, authorizer }: RouteOptions,
  req: Request,
): Promise<Caller> {
  const caller = await authenticate(httpAuth, req);
  (await authorizer.rights(caller)).demandReading();
  return caller;
}

export function numberOf(req: Request): string {
  return parse(changeNumberSchema, req.params.number, ['number']);
}
