import { stringifyError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import { CountedDeployment } from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import {
  Caller,
  callerKey,
  deniedElsewhere,
  isMissingArea,
  Lately,
} from '@countersign/plugin-governance-node';
import { MeasuredDeployment } from '@countersign/plugin-incident-management-common';

/** A page of deployments, and so many of them at most. */
const PAGE = 10_000;
const MOST_PAGES = 3;
/** A list of deployments is narrowed to so many items; of more, all are read and looked through. */
const MOST_ITEMS = 50;
/** A page of figures is asked for again and again; what was deployed this moment is in it so much later. */
const REMEMBERED_MS = 15_000;
const MOST_REMEMBERED = 100;

/** A drill is reported to its change as a deployment, and delivers nothing. */
const DRILLS = 'plugin:chaos-drills';

/** Deployments for figures, and why some are missing. */
export interface FoundDeployments {
  items: MeasuredDeployment[];
  /** As a sentence. */
  problem?: string;
}

/** The deployments to production, as change management answers them to whoever asks. */
export class MeasuredDeployments {
  readonly #lately = new Lately<FoundDeployments>({
    ms: REMEMBERED_MS,
    most: MOST_REMEMBERED,
  });

  constructor(
    private readonly options: {
      changes: Pick<ChangeManagementService, 'listDeploymentOutcomes'>;
      /** The environment that figures of deployments are about. */
      production: string;
      logger: LoggerService;
    },
  ) {}

  /** @param items - What they touched; anything when absent. */
  async started(
    caller: Caller,
    period: { from: string; to: string },
    items: string[] | undefined,
  ): Promise<FoundDeployments> {
    const { from, to } = period;
    try {
      return await this.#lately.ask(
        JSON.stringify([callerKey(caller), from, to, items]),
        () => this.#read(caller, period, items),
      );
    } catch (error) {
      const denied = deniedElsewhere(error);
      if (denied !== undefined) return { items: [], problem: `${denied}.` };
      if (isMissingArea(error, this.options.logger)) {
        return {
          items: [],
          problem: 'Change management, which knows them, is not installed.',
        };
      }
      this.options.logger.warn(
        `The figures of deployments could not be read: ${stringifyError(
          error,
        )}`,
      );
      return {
        items: [],
        problem: 'Deployments cannot be read now. Try again.',
      };
    }
  }

  async #read(
    caller: Caller,
    { from, to }: { from: string; to: string },
    wanted: string[] | undefined,
  ): Promise<FoundDeployments> {
    // What nothing belongs to was never deployed.
    if (wanted?.length === 0) return { items: [] };
    const isNarrow = wanted !== undefined && wanted.length <= MOST_ITEMS;
    const among = wanted && !isNarrow ? new Set(wanted) : undefined;
    const { changes, production } = this.options;
    const asCaller = { credentials: caller.credentials };
    const found: CountedDeployment[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await changes.listDeploymentOutcomes(
        {
          ...{ startedFrom: from, startedTo: to, environment: production },
          ...(isNarrow ? { item: wanted } : { withItems: among !== undefined }),
          ...{ limit: PAGE, cursor },
        },
        asCaller,
      );
      found.push(...answer.items);
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
    }
    return {
      items: found
        .filter(
          ({ reportedBy, items }) =>
            reportedBy !== DRILLS &&
            (!among || items?.some(each => among.has(each))),
        )
        .map(measured),
      ...(cursor !== undefined && {
        problem: `Only the newest ${found.length} deployments are counted. Choose a shorter period.`,
      }),
    };
  }
}

function measured(deployment: CountedDeployment): MeasuredDeployment {
  const { id, change, outcome, startedAt, finishedAt } = deployment;
  const { committedAt, isEmergency } = deployment;
  return {
    id,
    ...(change !== undefined && { change }),
    outcome,
    startedAt,
    finishedAt,
    ...(committedAt !== undefined && { committedAt }),
    isRework: isEmergency,
  };
}
