import {
  ChangeDetail,
  RequirementStatus,
} from '@countersign/plugin-change-management-common';
import { Services } from '../services/createServices';
import { VerbCall } from '../services/LifecycleService';
import { shifted } from './DemoCalendar';
import { hashOf } from './Journey';
import { callerOf, detailOf, Progress } from './progress';
import { Step } from './types';

/** Between two approvals of one step. */
const MINUTES_APART = 11;

type Decision =
  | { verb: 'approve'; comment?: string }
  | { verb: 'reject'; comment: string };

/**
 * Whoever is asked approves.
 *
 * @returns the change with its approvals
 */
export async function approve(
  services: Services,
  setClock: (time: Date) => void,
  progress: Progress,
  { at, group, comment }: Step & { do: 'approve' },
): Promise<ChangeDetail> {
  let detail = detailOf(progress);
  for (let given = 0; ; given++) {
    const missing = detail.approvals?.requirements.find(
      r => !r.satisfied && (!group || r.group === group),
    );
    if (!missing || !isPending(detail)) {
      if (given || group) return detail;
      throw new Error(`${detail.change.number} asks for no approval`);
    }
    setClock(new Date(shifted(at, given * MINUTES_APART)));
    detail = await decide(services, progress.story.id, detail, missing, {
      verb: 'approve',
      comment,
    });
  }
}

/**
 * Somebody of the group that is asked last rejects.
 *
 * @returns the change as it is then
 */
export async function reject(
  services: Services,
  progress: Progress,
  comment: string,
): Promise<ChangeDetail> {
  const detail = detailOf(progress);
  const requirement = detail.approvals?.requirements.at(-1);
  if (!requirement) throw new Error('Nobody is asked to approve it');
  return decide(services, progress.story.id, detail, requirement, {
    verb: 'reject',
    comment,
  });
}

/** Who decides, of those who could, differs from story to story. */
async function decide(
  services: Services,
  storyId: string,
  { change }: ChangeDetail,
  { group, eligible }: RequirementStatus,
  { verb, comment }: Decision,
): Promise<ChangeDetail> {
  const pick = parseInt(hashOf(`${storyId} ${group}`).slice(0, 6), 16);
  const approver = eligible[pick % eligible.length]?.user;
  if (!approver) throw new Error(`Nobody can decide for ${group}`);
  return services.lifecycle.act(callerOf(approver), change.number, {
    verb,
    body: { subjectDigest: change.subjectDigest, group, comment },
  } as VerbCall);
}

function isPending({ change }: ChangeDetail): boolean {
  return change.approvalStatus === 'pending' || change.approvalStatus === 'due';
}
