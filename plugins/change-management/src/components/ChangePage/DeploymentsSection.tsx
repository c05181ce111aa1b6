import { Link } from '@backstage/ui';
import {
  Deployment,
  DeploymentOutcome,
  ReconciliationVerdict,
} from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiArrowGoBackLine,
  RiCheckLine,
  RiCloseLine,
  RiErrorWarningLine,
  RiShieldCheckLine,
  RiTimeLine,
} from '@remixicon/react';
import {
  ActorLink,
  Digest,
  Panel,
  RelativeTime,
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeNumber } from '../ChangeNumber';
import styles from './ChangePage.module.css';

const outcomes: Record<DeploymentOutcome, [Tone, RemixiconComponentType]> = {
  succeeded: ['success', RiCheckLine],
  failed: ['danger', RiCloseLine],
  rolled_back: ['warning', RiArrowGoBackLine],
};

const verdicts: Record<ReconciliationVerdict, [Tone, RemixiconComponentType]> =
  {
    authorised: ['success', RiShieldCheckLine],
    unauthorised: ['danger-strong', RiErrorWarningLine],
    out_of_window: ['danger', RiTimeLine],
    scope_exceeded: ['danger', RiErrorWarningLine],
    never_run: ['warning', RiTimeLine],
  };

/** What was really done, and what the comparison with what was approved said. */
export function DeploymentsSection(props: { deployments: Deployment[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  if (!props.deployments.length) return null;
  return (
    <Panel title={t('change.section.deployments')}>
      {props.deployments.map(deployment => (
        <DeploymentItem key={deployment.id} deployment={deployment} />
      ))}
    </Panel>
  );
}

function DeploymentItem(props: { deployment: Deployment }) {
  const { deployment } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { verdict, reasons, retrospectiveChange } = deployment.reconciliation;
  const [outcomeTone, OutcomeIcon] = outcomes[deployment.outcome];
  const [verdictTone, VerdictIcon] = verdicts[verdict];
  return (
    <div className={styles.conflict}>
      <div className={styles.approval}>
        <ToneBadge tone={outcomeTone} icon={OutcomeIcon}>
          {t(`change.deployment.outcome.${deployment.outcome}`)}
        </ToneBadge>
        <ToneBadge tone={verdictTone} icon={VerdictIcon}>
          {t(`change.deployment.verdict.${verdict}`)}
        </ToneBadge>
        <RelativeTime instant={deployment.finishedAt} />
        <span className={styles.quiet}>
          {t('change.deployment.reportedBy')}
        </span>
        <ActorLink actor={deployment.reportedBy} />
        {deployment.planDigest && <Digest value={deployment.planDigest} />}
        {deployment.url && (
          <Link href={deployment.url} target="_blank" rel="noopener noreferrer">
            {t('change.deployment.log')}
          </Link>
        )}
      </div>
      {reasons.length > 0 && (
        <ul>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {retrospectiveChange && (
        <div>
          {t('change.deployment.retrospective')}{' '}
          <ChangeNumber number={retrospectiveChange} />
        </div>
      )}
      {deployment.notes && <q>{deployment.notes}</q>}
    </div>
  );
}
