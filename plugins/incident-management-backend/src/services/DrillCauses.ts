import { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError, stringifyError } from '@backstage/errors';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { drillBehind } from '@countersign/plugin-chaos-drills-common';
import { ChaosDrillsService } from '@countersign/plugin-chaos-drills-node';
import { Caller } from '@countersign/plugin-governance-node';
import {
  IncidentFacts,
  PossibleCause,
} from '@countersign/plugin-incident-management-common';

const ANSWER_MS = 2_000;
/** The last ones of what is hit that were written. */
const LAST = 200;

/** Where nothing is a drill. */
export const noDrills: Pick<ChaosDrillsService, 'listDrills'> = {
  listDrills: async () => ({ items: [], count: { value: 0, capped: false } }),
};

/**
 * The change of the drill that an incident is of. It is known, and no guess: while the drill runs nobody has reported it to its
 * change yet, so no deployment leads to it.
 */
export class DrillCauses {
  constructor(
    private readonly options: {
      drills: Pick<ChaosDrillsService, 'listDrills'>;
      changes: Pick<ChangeManagementService, 'getChange'>;
      logger: LoggerService;
    },
  ) {}

  /** Empty for a real incident, and where the caller may not see the change. */
  async of(
    { credentials }: Caller,
    {
      drill: isDrill,
      times,
      entities,
    }: Pick<IncidentFacts, 'drill' | 'times' | 'entities'>,
  ): Promise<PossibleCause[]> {
    const { drills, changes, logger } = this.options;
    if (!isDrill || entities.length === 0) return [];
    try {
      const { items } = await drills.listDrills(
        { state: ['running', 'ended'], entity: [...entities], limit: LAST },
        { signal: AbortSignal.timeout(ANSWER_MS) },
      );
      const drill = entities
        .map(hit => drillBehind(items, { entity: hit, at: times.started }))
        .find(found => found !== undefined);
      if (drill?.change === undefined || drill.startedAt === undefined) {
        return [];
      }
      const { number, entity, startedAt: from, endedAt: to } = drill;
      const { change } = await changes.getChange(drill.change, { credentials });
      return [
        {
          ...{ change: change.number, title: change.title, drill: number },
          items: [entity],
          ...(change.risk && { risk: change.risk.level }),
          runs: [{ from, ...(to !== undefined && { to }) }],
        },
      ];
    } catch (error) {
      if (!isHidden(error)) {
        logger.warn(
          `The drill of an incident cannot be read, and its change is no suspect: ${stringifyError(
            error,
          )}`,
        );
      }
      return [];
    }
  }
}

/** There are no drills here, or the change is not for this reader. */
function isHidden(error: unknown): boolean {
  return (
    error instanceof ResponseError && [403, 404].includes(error.statusCode)
  );
}
