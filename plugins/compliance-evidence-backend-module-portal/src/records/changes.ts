import { InputError } from '@backstage/errors';
import {
  ChangeDetail,
  ChangeManagementClient,
  ChangePeriod,
  changePeriods,
} from '@countersign/plugin-change-management-common';
import { didYouMean } from '@countersign/plugin-governance-common';
import {
  Collection,
  demandPeriod,
  mapFew,
  PAGE_SIZE,
  pagesOf,
  TokenFor,
} from './model';

/**
 * Changes of a period with their approvals. The line `by:` says what lies in the period: `window`, which is the usual, or
 * `created`, `submitted`, `approved` or `closed`.
 */
export function changes(
  client: ChangeManagementClient,
  tokenFor: TokenFor,
): Collection {
  return async function* read(ask) {
    const period = demandPeriod(ask, 'changes');
    const by = periodNamed(ask.by ?? 'window');
    const options = async () => ({
      ...(await tokenFor('change-management')),
      signal: ask.signal,
    });
    const list = async (cursor: string | undefined) =>
      client.listChanges(
        {
          [`${by}From`]: period.from,
          [`${by}To`]: period.to,
          sort: 'created',
          order: 'asc',
          limit: PAGE_SIZE,
          cursor,
        },
        await options(),
      );
    for await (const { items, stated } of pagesOf(list)) {
      const records = await mapFew(items, async ({ number }) =>
        recordOf(await client.getChange(number, await options())),
      );
      yield { records, stated };
    }
  };
}

function periodNamed(by: string): ChangePeriod {
  const known = changePeriods.find(each => each === by);
  if (known) return known;
  throw new InputError(
    `by is ${by}${didYouMean(
      by,
      changePeriods,
    )}; it may be ${changePeriods.join(', ')}`,
  );
}

/** A change with what was decided on it; what depends on the reader is left out. */
function recordOf({ change, approvals, risk, deployments }: ChangeDetail) {
  const given = (approvals?.requirements ?? [])
    .flatMap(requirement => requirement.approvals)
    .filter(({ void: voided, decision }) => !voided && decision === 'approved');
  const approvers = [...new Set(given.map(({ approver }) => approver))].sort();
  return {
    ...change,
    // What a change has not yet is said too: a field that is in no record looks like one that was renamed.
    implementer: change.implementer ?? null,
    approvedAt: change.approvedAt ?? null,
    approvedBy: approvers.join(' ') || null,
    implementationStartedAt: change.implementationStartedAt ?? null,
    closedAt: change.closedAt ?? null,
    closeCode: change.closeCode ?? null,
    approvals: given.map(
      ({ approver, group, onBehalfOf, decidedAt, subjectDigest }) => ({
        approver,
        group,
        ...(onBehalfOf !== undefined && { onBehalfOf }),
        decidedAt,
        subjectDigest,
      }),
    ),
    ...(risk && { risk: { level: risk.level, score: risk.score } }),
    deployments: deployments.length,
  };
}
