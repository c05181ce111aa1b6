import { isError, NotFoundError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { SeenChange } from '@countersign/plugin-service-levels-common';

/** Changes as corrections rely on them. */
export class ChangeWatch {
  constructor(
    private readonly options: {
      changes: Pick<ChangeManagementService, 'getChange'>;
      logger: LoggerService;
    },
  ) {}

  /** @throws InputError where the caller sees no such change */
  async look(
    caller: Caller,
    number: string,
  ): Promise<{ seen: SeenChange; items: readonly string[] }> {
    const detail = await this.#get(number, caller);
    return { seen: seenOf(detail), items: detail.change.items };
  }

  /** What became of it; undefined where nobody can say now. */
  async lookAgain(number: string): Promise<SeenChange | undefined> {
    const { changes, logger } = this.options;
    try {
      return seenOf(await changes.getChange(number));
    } catch (error) {
      logger.warn(
        `What became of ${number} cannot be seen, which is tried again: ${String(
          error,
        )}`,
      );
      return undefined;
    }
  }

  async #get(number: string, caller: Caller): Promise<ChangeDetail> {
    try {
      return await this.options.changes.getChange(number, {
        credentials: caller.credentials,
      });
    } catch (error) {
      const status = isError(error)
        ? (error as { statusCode?: number }).statusCode
        : undefined;
      if (status === 404 || status === 403 || error instanceof NotFoundError) {
        throw wrongField('change', `there is no change ${number} that you see`);
      }
      throw error;
    }
  }
}

function seenOf({ change }: ChangeDetail): SeenChange {
  const { number, window, approvalStatus, state } = change;
  const approvedAt =
    approvalStatus === 'preapproved'
      ? change.submittedAt ?? change.createdAt
      : change.approvedAt;
  const isApproved = ['approved', 'preapproved'].includes(approvalStatus);
  const { requester, implementer, planAuthors } = change;
  return {
    number,
    ...(window && { window: { start: window.start, end: window.end } }),
    ...(isApproved && approvedAt !== undefined && { approvedAt }),
    canceled: state === 'canceled',
    hands: [
      ...new Set(
        [requester, implementer, ...planAuthors].flatMap(ref =>
          ref === undefined ? [] : [ref.toLocaleLowerCase('en-US')],
        ),
      ),
    ],
  };
}
