import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiskAssessment,
  RiskBandOutcome,
  RiskEvidence,
} from '@countersign/plugin-change-management-common';
import { Link } from '@backstage/ui';
import {
  EntityLink,
  Panel,
  RelativeTime,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge } from '../badges';
import { ChangeNumber } from '../ChangeNumber';
import styles from './RiskPanel.module.css';

/** The factors as bars, largest first, each opening its evidence; floors; and what became of such changes. */
export function RiskPanel(props: {
  risk?: RiskAssessment;
  band?: RiskBandOutcome;
}) {
  const { risk, band } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  if (!risk) {
    return (
      <Panel title={t('change.section.risk')}>
        <p className={styles.quiet}>{t('change.risk.none')}</p>
      </Panel>
    );
  }
  const factors = [...risk.factors].sort((a, b) => b.points - a.points);
  const adding = factors.filter(f => f.points > 0);
  const zero = factors.length - adding.length;
  const largest = Math.max(...adding.map(f => f.weight), 1);
  return (
    <Panel
      title={t('change.section.risk')}
      aside={<RiskBadge risk={{ level: risk.level, score: risk.score }} />}
    >
      <ul className={styles.factors}>
        {adding.map(factor => (
          <li key={factor.id}>
            <details>
              <summary>
                <span className={styles.name}>{factor.title}</span>
                <span className={styles.points}>+{factor.points}</span>
                <span
                  className={styles.track}
                  style={{ width: `${(factor.weight / largest) * 100}%` }}
                >
                  <span
                    className={styles.bar}
                    style={{ width: `${factor.value * 100}%` }}
                  />
                </span>
              </summary>
              <EvidenceList evidence={factor.evidence} />
              <div className={styles.quiet}>
                {t('change.risk.points', {
                  points: String(factor.points),
                  weight: String(factor.weight),
                })}
              </div>
            </details>
          </li>
        ))}
      </ul>
      {zero > 0 && (
        <div className={styles.quiet}>
          {t('change.risk.zero', { count: zero })}
        </div>
      )}
      {risk.floors.map(floor => (
        <details key={floor.rule} className={styles.floor}>
          <summary>
            {t('change.risk.floor', {
              level: t(`shared.risk.${floor.level}`),
              reason: floor.reason,
            })}
          </summary>
          <EvidenceList evidence={floor.evidence} />
        </details>
      ))}
      {band && <Band band={band} />}
      <div className={styles.quiet}>
        {t('change.risk.decidedBy', { rule: risk.decidedBy })} ·{' '}
        {t('change.risk.model', { model: risk.model })}{' '}
        <RelativeTime instant={risk.assessedAt} />
      </div>
    </Panel>
  );
}

const percent = (share: number) => String(Math.round(share * 100));

function Band(props: { band: RiskBandOutcome }) {
  const { n, failed, failureRate, interval } = props.band;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return (
    <div className={styles.band}>
      <strong>{t('change.risk.band')}</strong>
      <div>
        {failureRate === undefined
          ? t('change.risk.bandEmpty')
          : t('change.risk.bandText', {
              failed: String(failed),
              n: String(n),
              rate: percent(failureRate),
            })}
      </div>
      {interval && (
        <div className={styles.quiet}>
          {t('change.risk.bandInterval', {
            low: percent(interval.low),
            high: percent(interval.high),
          })}
        </div>
      )}
    </div>
  );
}

function EvidenceList(props: { evidence: RiskEvidence[] }) {
  return (
    <ul className={styles.evidence}>
      {props.evidence.map(({ text, ref }) => (
        <li key={text + ref}>
          {text} {ref && <EvidenceRef reference={ref} />}
        </li>
      ))}
    </ul>
  );
}

/** An entity ref, a change number or an absolute URL. */
function EvidenceRef(props: { reference: string }) {
  const { reference } = props;
  if (/^CHG\d+$/.test(reference)) {
    return <ChangeNumber number={reference} hideCopy />;
  }
  if (/^https?:\/\//.test(reference)) {
    return <Link href={reference}>{new URL(reference).hostname}</Link>;
  }
  return <EntityLink entityRef={reference} hideIcon />;
}
