import { Text } from '@backstage/ui';
import {
  ListsBehind,
  MetricsReport,
  RiskBandOutcome,
} from '@countersign/plugin-change-management-common';
import {
  FigureCell,
  FigureSection,
  Meaning,
  percent,
  SmallSample,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge } from '../badges';
import { riskColor } from '../badges/riskColor';
import { CountLink } from './CountLink';
import styles from './Metrics.module.css';

/** The real failure rate of each risk band, with how sure one can be of it. */
export function BandOutcomes(props: {
  bands: RiskBandOutcome[];
  definitions: MetricsReport['definitions'];
  lists: ListsBehind;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { bands, definitions, lists } = props;
  const known = bands.some(band => band.n > 0);
  return (
    <FigureSection title={t('metrics.bands.title')}>
      <Text as="p" color="secondary">
        {known ? t('metrics.bands.description') : t('metrics.bands.empty')}
      </Text>
      {known && (
        <ul className={styles.bands}>
          {bands.map(band => {
            const { level, n, failed, failureRate = 0, interval } = band;
            const behind = lists.ofBand(level);
            const name = t(`shared.risk.${level}`);
            const rate = percent(failureRate);
            const intervalText =
              interval &&
              t('metrics.bands.intervalText', {
                low: percent(interval.low),
                high: percent(interval.high),
              });
            return (
              <li key={level} className={styles.band}>
                <span>
                  <RiskBadge risk={{ level }} />
                </span>
                <BandBar
                  band={band}
                  label={
                    n
                      ? t('metrics.bands.label', {
                          level: t(`shared.risk.${level}`),
                          failed: String(failed),
                          n: String(n),
                          rate,
                          interval: intervalText ?? '',
                        })
                      : t('metrics.bands.noneLabel', {
                          level: t(`shared.risk.${level}`),
                        })
                  }
                />
                <FigureCell
                  value={
                    n ? (
                      <>
                        {`${rate} · `}
                        {t('metrics.figure.of', {
                          some: (
                            <CountLink
                              n={failed}
                              list={behind.failed}
                              what={`${t('metrics.counted.failed')}, ${name}`}
                            />
                          ),
                          n: (
                            <CountLink
                              n={n}
                              list={behind.n}
                              what={`${t(
                                'metrics.counted.successRate.n',
                              )}, ${name}`}
                            />
                          ),
                        })}
                      </>
                    ) : (
                      t('metrics.figure.none')
                    )
                  }
                  detail={
                    n > 0
                      ? `${t('metrics.bands.interval')}: ${intervalText}`
                      : undefined
                  }
                >
                  <SmallSample n={n} />
                </FigureCell>
              </li>
            );
          })}
        </ul>
      )}
      <Meaning definitions={definitions} id="bands" />
    </FigureSection>
  );
}

function BandBar(props: { band: RiskBandOutcome; label: string }) {
  const { level, n, failureRate = 0, interval } = props.band;
  const share = (value: number) => `${value * 100}%`;
  return (
    <span className={styles.track} role="img" aria-label={props.label}>
      {n > 0 && (
        <span
          className={styles.bar}
          style={{ width: share(failureRate), background: riskColor(level) }}
        />
      )}
      {interval && (
        <span
          className={styles.whisker}
          style={{
            left: share(interval.low),
            width: share(interval.high - interval.low),
          }}
        />
      )}
    </span>
  );
}
