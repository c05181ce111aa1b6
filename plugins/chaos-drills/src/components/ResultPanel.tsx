import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  detectionError,
  Drill,
  Measurement,
} from '@countersign/plugin-chaos-drills-common';
import {
  Panel,
  RecordNumber,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RunView } from '../run/readRun';
import { detectionRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { exactSpan, MissedBadge, shareText } from './looks';

/** What a drill showed: detection as predicted and as measured, what deviated, and why it is no success. */
export function ResultPanel(props: { drill: Drill; run: RunView }) {
  const { drill, run } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const detection = useRouteRef(detectionRouteRef)?.();
  const { measurement, reasons = [], faults } = drill;
  const deviations = run.phases.flatMap(({ phase, steps }) =>
    steps.filter(({ met }) => met === false).map(step => ({ phase, step })),
  );
  return (
    <Panel
      title={t('drill.result.title')}
      tone={measurement?.missed ? 'danger' : undefined}
      aside={detection && <Link href={detection}>{t('area.detection')}</Link>}
    >
      {measurement && faults && <Comparison measurement={measurement} />}
      {!measurement && (
        <span className={styles.quiet}>{t('drill.result.measuring')}</span>
      )}
      {measurement && !faults && (
        <span className={styles.quiet}>{t('drill.result.noFaults')}</span>
      )}
      {reasons.length > 0 && (
        <div className={styles.stack}>
          <strong>{t('drill.result.reasons')}</strong>
          <ul className={styles.lines} aria-label={t('drill.result.reasons')}>
            {reasons.map((reason, i) => (
              <li key={i}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.stack}>
        <strong>{t('drill.result.deviations')}</strong>
        {deviations.length === 0 ? (
          <span className={styles.quiet}>
            {t('drill.result.deviationsNone')}
          </span>
        ) : (
          <ul
            className={styles.lines}
            aria-label={t('drill.result.deviations')}
          >
            {deviations.map(({ phase, step: { id, name, comparison } }) => (
              <li key={id}>
                <span className={styles.grow}>
                  {name}
                  {comparison && (
                    <div className={styles.mono}>
                      {t('drill.live.compared', {
                        what: comparison.what,
                        value: comparison.compared,
                        expected: comparison.expected,
                      })}
                    </div>
                  )}
                </span>
                <span className={styles.quiet}>
                  {t(`drill.live.phase.${phase}`)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function Comparison({ measurement }: { measurement: Measurement }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { predicted, measured, missed, alert } = measurement;
  return (
    <dl className={styles.compare}>
      <div>
        <dt>{t('drill.result.predicted')}</dt>
        <dd>
          {predicted === undefined
            ? t('drill.result.notPredicted')
            : exactSpan(predicted)}
        </dd>
      </div>
      <div>
        <dt>{t('drill.result.measured')}</dt>
        <dd>
          {missed && <MissedBadge />}
          {!missed &&
            (measured === undefined
              ? t('drill.result.noAlert')
              : exactSpan(measured))}
        </dd>
      </div>
      {predicted !== undefined && measured !== undefined && predicted > 0 && (
        <div>
          <dt>{t('drill.result.difference')}</dt>
          <dd>
            <ErrorText predicted={predicted} measured={measured} />
          </dd>
        </div>
      )}
      {alert && (
        <div>
          <dt>{t('drill.links.alert')}</dt>
          <dd>
            <RecordNumber number={alert} hideCopy />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** By how much the measured time is longer or shorter than the predicted one. */
export function ErrorText(props: { predicted: number; measured: number }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const error = detectionError(props);
  const share = shareText(Math.abs(error));
  if (Math.abs(error) < 0.0005) return <>{t('drill.result.exact')}</>;
  return (
    <>
      {t(error > 0 ? 'drill.result.later' : 'drill.result.sooner', { share })}
    </>
  );
}
