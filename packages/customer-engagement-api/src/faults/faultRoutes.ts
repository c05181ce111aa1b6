import {
  demandEnabled,
  demandToken,
  expressFaultRoutes,
  FaultBoard,
} from '@countersign/fault-leases';
import { RequestHandler, Router } from 'express';
import { Logger } from '../logging/Logger';
import { releaseOf, rollBack } from './demoFaults';

/** Switches faults on and off, and tells and rolls back the release. */
export function addFaultRoutes(
  router: Router,
  options: { board: FaultBoard; token: string | undefined; logger: Logger },
): void {
  const { board, token, logger } = options;
  const faults = expressFaultRoutes({
    ...{ board, token },
    onChange: (change, fault) =>
      logger.log(
        'NOTICE',
        change === 'on' ? 'A fault is on' : 'A fault was ended',
        { fault },
      ),
  });
  router.all(['/faults', '/faults/:id', '/faults/:id/renew'], faults);

  const admit: RequestHandler = (req, _res, next) => {
    demandEnabled(token !== undefined);
    demandToken(req.get('authorization'), token!);
    next();
  };
  router.get('/release', (_req, res) => {
    res.json({ release: releaseOf(board) });
  });
  router.post('/release/rollback', admit, (_req, res) => {
    const ended = rollBack(board);
    logger.log('NOTICE', 'The release was rolled back', { ended });
    res.json({ release: releaseOf(board), ended });
  });
}
