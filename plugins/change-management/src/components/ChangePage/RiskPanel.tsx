import {
  changeNumber,
  explainRisk,
  RiskAssessment,
  RiskBandOutcome,
  RiskEvidence,
  RiskLevel,
} from '@countersign/plugin-change-management-common';
import { Link } from '@backstage/ui';
import {
  EntityLink,
  Panel,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge } from '../badges';
import { ChangeNumber } from '../ChangeNumber';
import styles from './RiskPanel.module.css';

/**
 * The factors as bars, largest first, each opening its evidence, and what raised the risk above them, so that it adds up;
 * and what became of such changes.
 */
export function RiskPanel(props: {
  risk?: RiskAssessment;
  band?: RiskBandOutcome;
}) {
  const { risk, band } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  if (!risk) {
    return (
      <Panel title={t('change.section.risk')}>
        <p className={styles.quiet}>{t('change.risk.none')}</p>
      </Panel>
    );
  }
  const { factors, idle, sum, counted, raised, floors, sentence, score } =
    explainRisk(risk);
  const largest = Math.max(...factors.map(f => f.weight), 1);
  return (
    <Panel
      title={t('change.section.risk')}
      aside={<RiskBadge risk={{ level: risk.level, score }} />}
    >
      <p className={styles.sentence}>{sentence}</p>
      <ul className={styles.factors}>
        {factors.map(factor => (
          <li key={factor.id}>
            <details>
              <summary>
                <span>{factor.title}</span>
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
      <dl className={styles.sum}>
        <dt>{t('change.risk.sum')}</dt>
        <dd>
          {sum === counted
            ? String(counted)
            : t('change.risk.rounded', {
                sum: String(sum),
                counted: String(counted),
              })}
        </dd>
        {raised && (
          <>
            <dt>
              {t(`change.risk.raisedBy.${raised.kind}`)}
              <details>
                <summary>{raised.reason}</summary>
                <EvidenceList evidence={raised.evidence} />
              </details>
            </dt>
            <dd>+{raised.points}</dd>
            <dt className={styles.total}>{t('change.risk.total')}</dt>
            <dd className={styles.total}>{score}</dd>
          </>
        )}
      </dl>
      {idle.length > 0 && (
        <div className={styles.quiet}>
          {t('change.risk.zero', { count: idle.length })}
        </div>
      )}
      {floors.map(floor => (
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
      {band && <Band band={band} level={risk.level} />}
      <div className={styles.quiet}>
        {t('change.risk.model', { model: risk.model })}{' '}
        <RelativeTime instant={risk.assessedAt} />
      </div>
    </Panel>
  );
}

const percent = (share: number) => String(Math.round(share * 100));

function Band(props: { band: RiskBandOutcome; level: RiskLevel }) {
  const { n, failed, failureRate, interval } = props.band;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <div className={styles.band}>
      <strong>
        {t('change.risk.band', { level: t(`shared.risk.${props.level}`) })}
      </strong>
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
          <Evidence text={text} reference={ref} />
        </li>
      ))}
    </ul>
  );
}

/** The sentence is the link to what it speaks of: a name beside it would stand there twice. */
function Evidence(props: { text: string; reference?: string }) {
  const { text, reference } = props;
  if (!reference) return <>{text}</>;
  if (changeNumber.schema.safeParse(reference).success) {
    return (
      <>
        {text} <ChangeNumber number={reference} hideCopy />
      </>
    );
  }
  return /^https?:\/\//.test(reference) ? (
    <Link href={reference}>{text}</Link>
  ) : (
    <EntityLink entityRef={reference} title={text} hideIcon disableTooltip />
  );
}
