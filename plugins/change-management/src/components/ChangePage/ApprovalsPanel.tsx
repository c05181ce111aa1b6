import { Alert } from '@backstage/ui';
import {
  Change,
  Rejection,
  RequirementStatus,
  VoidedRound,
} from '@countersign/plugin-change-management-common';
import {
  RiCheckboxCircleFill,
  RiCheckboxBlankCircleLine,
  RiCloseCircleFill,
  RiErrorWarningLine,
} from '@remixicon/react';
import {
  ActorLink,
  Digest,
  EntityLink,
  Panel,
  RelativeTime,
  SentenceText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ApprovalBadge, isOverdue } from '../badges';
import {
  joined,
  phraseOf,
  phrasesOf,
} from '@countersign/plugin-governance-common';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { SinceRound } from './SinceRound';

/** Approvals by group: who gave them, who can still give them, and who may not and why. */
export function ApprovalsPanel() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change, approvals, rejection, voidedRound } = useChangePage().detail;
  const awaits = ['pending', 'due'].includes(change.approvalStatus);
  const owed = change.approvalStatus === 'due';
  const overdue = isOverdue(change, Date.now());
  return (
    <Panel
      title={t('change.section.approvals')}
      tone={owed ? 'danger' : undefined}
      aside={<ApprovalBadge status={change.approvalStatus} overdue={overdue} />}
    >
      {owed && change.approvalDueAt && (
        <p className={styles.owed}>
          {t(overdue ? 'change.approvals.overdue' : 'change.approvals.due')}{' '}
          <RelativeTime instant={change.approvalDueAt} />
        </p>
      )}
      {rejection && <Rejected rejection={rejection} />}
      {awaits && approvals && approvals.unsatisfiable.length > 0 && (
        <Alert
          status="danger"
          icon
          title={t('change.approvals.unsatisfiable')}
          description={
            <SentenceText
              sentence={joined(phrasesOf('unsatisfiable', approvals), ' ')}
            />
          }
        />
      )}
      {!approvals && !rejection && (
        <p className={styles.quiet}>{t(unasked(change, voidedRound))}</p>
      )}
      {!approvals && voidedRound && <EarlierRound round={voidedRound} />}
      {approvals?.requirements.map(requirement => (
        <Requirement
          key={requirement.group}
          requirement={requirement}
          awaits={awaits}
        />
      ))}
      {approvals && <SinceRound />}
      {approvals && (
        <p className={styles.quiet}>
          {t('change.approvals.policy')} {approvals.policy.name}{' '}
          <Digest value={approvals.policy.digest} />
        </p>
      )}
    </Panel>
  );
}

/** Why nobody is asked. */
function unasked({ approvalStatus, state }: Change, earlier?: VoidedRound) {
  if (approvalStatus === 'preapproved') return 'change.approvals.preapproved';
  if (state === 'canceled') return 'change.approvals.canceled';
  return earlier ? 'change.approvals.voided' : 'change.approvals.none';
}

/** Who rejected it, for whom and why. */
function Rejected(props: { rejection: Rejection }) {
  const { at, by, group, reason } = props.rejection;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <div className={styles.approval}>
      <RiCloseCircleFill size={16} className={styles.bad} aria-hidden />
      <strong>{t('change.approvals.rejectedBy')}</strong>
      <ActorLink actor={by} />
      {group && (
        <>
          {t('change.approvals.onBehalfOf')}
          <EntityLink entityRef={group} hideIcon />
        </>
      )}
      <span className={styles.quiet}>
        <RelativeTime instant={at} />
      </span>
      {reason && <q>{reason}</q>}
    </div>
  );
}

/** What was decided in a round that counts no more. */
function EarlierRound(props: { round: VoidedRound }) {
  const { decisions, round } = props.round;
  const { t } = useTexts(changeManagementTranslationRef);
  const approved = decisions.filter(decision => decision.approved);
  if (!approved.length) return null;
  return (
    <div className={styles.requirement}>
      <div className={styles.quiet}>
        {t('change.approvals.earlier', { round: String(round) })}
      </div>
      {approved.map(({ id, approver, group, at }) => (
        <div key={id} className={styles.approval}>
          <EntityLink entityRef={approver} />
          {t('change.approvals.onBehalfOf')}
          <EntityLink entityRef={group} hideIcon />
          <span className={styles.quiet}>
            <RelativeTime instant={at} />
          </span>
        </div>
      ))}
    </div>
  );
}

function Requirement(props: {
  requirement: RequirementStatus;
  /** It can still be given. */
  awaits: boolean;
}) {
  const { awaits } = props;
  const { group, count, approvals, satisfied, eligible, excluded } =
    props.requirement;
  const { lapsed = [] } = props.requirement;
  const { t } = useTexts(changeManagementTranslationRef);
  const standing = approvals.filter(a => !a.void);
  const given = standing.filter(a => a.decision === 'approved').length;
  return (
    <div className={styles.requirement}>
      <div className={styles.requirementHead}>
        {satisfied ? (
          <RiCheckboxCircleFill size={16} className={styles.good} aria-hidden />
        ) : (
          <RiCheckboxBlankCircleLine size={16} aria-hidden />
        )}
        <EntityLink entityRef={group} hideIcon />
        <strong>
          {t('change.approvals.of', {
            given: String(given),
            needed: String(count),
          })}
        </strong>
      </div>
      <div className={styles.quiet}>
        <SentenceText sentence={phraseOf('reason', props.requirement) ?? ''} />
      </div>
      {standing.map(approval => (
        <div key={approval.id} className={styles.approval}>
          {approval.decision === 'rejected' && (
            <RiCloseCircleFill size={14} className={styles.bad} aria-hidden />
          )}
          <EntityLink entityRef={approval.approver} />
          {approval.onBehalfOf && (
            <>
              {t('change.approvals.delegate')}
              <EntityLink entityRef={approval.onBehalfOf} hideIcon />
            </>
          )}
          {approval.decision === 'rejected' && t('change.approvals.rejected')}
          <span className={styles.quiet}>
            <RelativeTime instant={approval.decidedAt} />
          </span>
          {approval.comment && <q>{approval.comment}</q>}
        </div>
      ))}
      {lapsed.map(({ approver, ...why }) => (
        <div key={approver} className={styles.approval}>
          <RiErrorWarningLine size={14} className={styles.bad} aria-hidden />
          <s>
            <EntityLink entityRef={approver} hideIcon />
          </s>
          <span>{t('change.approvals.lapsed')}</span>
          <span className={styles.lapsed}>
            <SentenceText sentence={phraseOf('reason', why) ?? ''} />
          </span>
        </div>
      ))}
      {awaits && !satisfied && eligible.length === 0 && (
        <div className={styles.owed}>{t('change.approvals.nobody')}</div>
      )}
      {awaits && !satisfied && eligible.length > 0 && (
        <div className={styles.inline}>
          <span className={styles.quiet}>{t('change.approvals.canGive')}</span>
          {eligible.map(({ user, onBehalfOf }) => (
            <span key={user + onBehalfOf}>
              <EntityLink entityRef={user} />
              {onBehalfOf && (
                <>
                  {' '}
                  {t('change.approvals.delegate')}{' '}
                  <EntityLink entityRef={onBehalfOf} hideIcon />
                </>
              )}
            </span>
          ))}
        </div>
      )}
      {excluded.length > 0 && (
        <details className={styles.quiet}>
          <summary>
            {t('change.approvals.excluded', { count: excluded.length })}
          </summary>
          <ul>
            {excluded.map(({ user, ...why }) => (
              <li key={user}>
                <SentenceText sentence={phraseOf('reason', why) ?? ''} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
