import { isError } from '@backstage/errors';
import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { RecordReference } from '@countersign/plugin-incident-management-common';

/** Changes as incidents refer to them. */
export class Changes {
  constructor(
    private readonly changes: Pick<ChangeManagementService, 'getChange'>,
  ) {}

  /**
   * A change by its number, with the digest of what was approved of it.
   *
   * @throws InputError where the caller sees no such change
   */
  async reference(
    caller: Caller,
    number: string,
    field?: string,
  ): Promise<RecordReference> {
    const { subjectDigest } = await this.look(caller, number, field);
    return { number, ...(subjectDigest && { digest: subjectDigest }) };
  }

  /**
   * A change as it stands.
   *
   * @throws InputError where the caller sees no such change
   */
  async look(
    caller: Caller,
    number: string,
    field: string = 'change',
  ): Promise<Pick<ChangeDetail['change'], 'state' | 'subjectDigest'>> {
    try {
      const { change } = await this.changes.getChange(number, {
        credentials: caller.credentials,
      });
      return change;
    } catch (error) {
      const status = isError(error)
        ? (error as { statusCode?: number }).statusCode
        : undefined;
      if (status === 404 || status === 403) {
        throw wrongField(field, `there is no change ${number} that you see`);
      }
      throw error;
    }
  }
}
