import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { isMissingArea } from '@countersign/plugin-governance-node';
import {
  MaintenanceRule,
  WindowedChange,
} from '@countersign/plugin-incident-management-common';

/** What the change calendar says around now. */
export interface CalendarPage {
  rules: readonly MaintenanceRule[];
  changes: readonly WindowedChange[];
  /** False where it cannot be read. */
  isKnown: boolean;
}

const FRESH_MS = 15_000;
/** So long what was read last is better than nothing. */
const KEPT_MS = 600_000;
/** What fires now began at most so long ago, as far as changes are concerned. */
const REACH_MS = 24 * 3_600_000;

/** Of a portal without change management. */
const NONE: CalendarPage = { rules: [], changes: [], isKnown: true };
const UNKNOWN: CalendarPage = { ...NONE, isKnown: false };

/**
 * The change calendar, as it was some seconds ago. A portal without change management has none; where it does not answer,
 * alerts are heard rather than kept quiet.
 */
export class ChangeCalendar {
  readonly #changes: Pick<
    ChangeManagementService,
    'getCalendar' | 'listScheduleRules'
  >;
  readonly #logger: LoggerService;
  #read: { at: number; page: CalendarPage } | undefined;
  #triedAt = -Infinity;

  constructor(options: {
    changes: Pick<ChangeManagementService, 'getCalendar' | 'listScheduleRules'>;
    logger: LoggerService;
  }) {
    this.#changes = options.changes;
    this.#logger = options.logger;
  }

  async around(now: Date): Promise<CalendarPage> {
    const at = now.getTime();
    if (at - this.#triedAt >= FRESH_MS) {
      this.#triedAt = at;
      try {
        this.#read = { at, page: await this.#fetch(at) };
      } catch (error) {
        this.#failed(at, error);
      }
    }
    return this.#read && at - this.#read.at <= KEPT_MS
      ? this.#read.page
      : UNKNOWN;
  }

  #failed(at: number, error: unknown): void {
    if (isMissingArea(error, this.#logger)) {
      this.#read = { at, page: NONE };
      return;
    }
    this.#logger.warn(
      `The change calendar cannot be read; alerts are heard as if nothing were planned: ${stringifyError(
        error,
      )}`,
    );
  }

  async #fetch(at: number): Promise<CalendarPage> {
    const signal = AbortSignal.timeout(2_000);
    const [rules, calendar] = await Promise.all([
      this.#changes.listScheduleRules({ signal }),
      this.#changes.getCalendar(
        {
          from: new Date(at - REACH_MS).toISOString(),
          to: new Date(at + REACH_MS).toISOString(),
        },
        { signal },
      ),
    ]);
    return { rules: rules.items, changes: calendar.changes, isKnown: true };
  }
}
