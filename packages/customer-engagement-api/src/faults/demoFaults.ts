import { FaultBoard, FaultKind } from '@countersign/fault-leases';
import { Database } from '../database/Database';
import { Logger } from '../logging/Logger';

/** A release that answers a share of its requests with 500. */
const badRelease: FaultKind = { name: 'bad-release', status: () => 500 };

/** The kinds that this service has beside those that every one has. */
export function demoFaultKinds(
  database: Database,
  logger: Logger,
): FaultKind[] {
  return [
    badRelease,
    {
      name: 'database-down',
      begin: () => database.refuse(true),
      end: () => database.refuse(false),
    },
    {
      name: 'connections-taken',
      arguments: {
        keep: {
          holds: value => Number.isInteger(value) && Number(value) >= 0,
          must: 'must be a whole number, 0 or more',
        },
      },
      begin: ({ arguments: { keep } }) => {
        database
          .takeConnections(typeof keep === 'number' ? keep : 1)
          .catch(error =>
            logger.error('Connections could not be taken', error),
          );
      },
      end: () => database.releaseConnections(),
    },
  ];
}

/** What the service says that it runs. */
export function releaseOf(board: FaultBoard): string {
  return board.isOn(badRelease.name) ? 'bad-1' : 'stable';
}

/** Goes back to the release before. @returns how many bad ones there were */
export function rollBack(board: FaultBoard): number {
  return board.endAll(badRelease.name);
}
