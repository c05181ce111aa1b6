import { Approval } from '../model';

/** An approval for tests, given in the first round on a subject of zeros. */
export function approval(
  approver: string,
  group: string,
  fields: Partial<Approval> = {},
): Approval {
  return {
    id: `${approver} for ${group}`,
    round: 1,
    group,
    approver,
    decision: 'approved',
    subjectDigest: `sha256:${'0'.repeat(64)}`,
    decidedAt: '2026-11-20T10:00:00.000Z',
    ...fields,
  };
}
