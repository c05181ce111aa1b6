import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { RequirementStatus } from '@countersign/plugin-change-management-common';
import {
  RiCheckboxCircleFill,
  RiCheckboxBlankCircleLine,
  RiCloseCircleFill,
  RiErrorWarningLine,
} from '@remixicon/react';
import {
  Digest,
  EntityLink,
  Panel,
  RelativeTime,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ApprovalBadge, isOverdue } from '../badges';
import { RichSentence } from '../Refs';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

/** Approvals by group: who gave them, who can still give them, and who may not and why. */
export function ApprovalsPanel() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { change, approvals } = useChangePage().detail;
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
          {t('change.approvals.due')}{' '}
          <RelativeTime instant={change.approvalDueAt} />.
        </p>
      )}
      {approvals && approvals.unsatisfiable.length > 0 && (
        <Alert
          status="danger"
          icon
          title={t('change.approvals.unsatisfiable')}
          description={approvals.unsatisfiable.join(' ')}
        />
      )}
      {!approvals && (
        <p className={styles.quiet}>
          {t(
            change.approvalStatus === 'preapproved'
              ? 'change.approvals.preapproved'
              : 'change.approvals.none',
          )}
        </p>
      )}
      {approvals?.requirements.map(requirement => (
        <Requirement key={requirement.group} requirement={requirement} />
      ))}
      {approvals && (
        <p className={styles.quiet}>
          {t('change.approvals.policy')} {approvals.policy.name}{' '}
          <Digest value={approvals.policy.digest} />
        </p>
      )}
    </Panel>
  );
}

function Requirement(props: { requirement: RequirementStatus }) {
  const { group, reason, count, approvals, satisfied, eligible, excluded } =
    props.requirement;
  const { lapsed = [] } = props.requirement;
  const { t } = useTranslationRef(changeManagementTranslationRef);
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
        <RichSentence text={reason} />
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
      {lapsed.map(({ approver, reason: why }) => (
        <div key={approver} className={styles.approval}>
          <RiErrorWarningLine size={14} className={styles.bad} aria-hidden />
          <s>
            <EntityLink entityRef={approver} hideIcon />
          </s>
          <span>{t('change.approvals.lapsed')}</span>
          <span className={styles.lapsed}>
            <RichSentence text={why} />
          </span>
        </div>
      ))}
      {!satisfied && eligible.length === 0 && (
        <div className={styles.owed}>{t('change.approvals.nobody')}</div>
      )}
      {!satisfied && eligible.length > 0 && (
        <div className={styles.inline}>
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
          <span className={styles.quiet}>{t('change.approvals.canGive')}</span>
        </div>
      )}
      {excluded.length > 0 && (
        <details className={styles.quiet}>
          <summary>
            {t('change.approvals.excluded', { n: String(excluded.length) })}
          </summary>
          <ul>
            {excluded.map(({ user, reason: why }) => (
              <li key={user}>
                <RichSentence text={why} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
