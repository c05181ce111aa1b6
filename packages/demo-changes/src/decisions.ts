import { hashOf, shifted } from '@countersign/demo-estate';
import {
  ChangeDetail,
  RequirementStatus,
} from '@countersign/plugin-change-management-common';
import {
  DemoDesk,
  DemoStage,
} from '@countersign/plugin-change-management-node';
import { actorOf, detailOf, Progress } from './progress';
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
  stage: DemoStage,
  progress: Progress,
  { at, group, comment, tell }: Step & { do: 'approve' },
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
    const desk = stage.at(shifted(at, given * MINUTES_APART), { tells: tell });
    detail = await decide(desk, progress.story.id, detail, missing, {
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
  desk: DemoDesk,
  progress: Progress,
  comment: string,
): Promise<ChangeDetail> {
  const detail = detailOf(progress);
  const requirement = detail.approvals?.requirements.at(-1);
  if (!requirement) throw new Error('Nobody is asked to approve it');
  return decide(desk, progress.story.id, detail, requirement, {
    verb: 'reject',
    comment,
  });
}

/** Who decides, of those who could, differs from story to story. */
async function decide(
  desk: DemoDesk,
  storyId: string,
  { change }: ChangeDetail,
  { group, eligible }: RequirementStatus,
  decision: Decision,
): Promise<ChangeDetail> {
  const pick = parseInt(hashOf(`${storyId} ${group}`).slice(0, 6), 16);
  const approver = eligible[pick % eligible.length]?.user;
  if (!approver) throw new Error(`Nobody can decide for ${group}`);
  if (!change.subjectDigest) throw new Error('There is nothing to decide on');
  const subject = { subjectDigest: change.subjectDigest, group };
  return desk.act(
    actorOf(approver),
    change.number,
    decision.verb === 'approve'
      ? { verb: 'approve', body: { ...subject, comment: decision.comment } }
      : { verb: 'reject', body: { ...subject, comment: decision.comment } },
  );
}

function isPending({ change }: ChangeDetail): boolean {
  return change.approvalStatus === 'pending' || change.approvalStatus === 'due';
}
