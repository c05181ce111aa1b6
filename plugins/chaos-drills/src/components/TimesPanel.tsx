import { Drill } from '@countersign/plugin-chaos-drills-common';
import {
  absoluteTime,
  FigureTable,
  Panel,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';
import { RunView } from '../run/readRun';
import { drillTimes, timesOf } from '../run/timesOf';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

/** Every time of a drill, in the order in which they came, each measured from the moment the fault began. */
export function TimesPanel(props: { drill: Drill; run: RunView }) {
  const { drill, run } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const times = timesOf(drill, run);
  const { injected } = times;
  const known = drillTimes
    .flatMap(name => {
      const at = times[name];
      return at === undefined ? [] : [{ name, at }];
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const missing = drillTimes.filter(name => times[name] === undefined);
  const waits = drill.measurement?.alert !== undefined && !drill.response;
  return (
    <Panel title={t('drill.result.times')}>
      <span className={styles.quiet}>{t('drill.result.timesNote')}</span>
      <FigureTable
        label={t('drill.result.times')}
        columns={[
          t('drill.result.what'),
          t('drill.result.after'),
          t('drill.result.at'),
        ]}
        rows={[
          ...known.map(({ name, at }) => ({
            id: name,
            name: t(`drill.result.time.${name}`),
            cells: [
              <span key="after" className={styles.clock}>
                {injected
                  ? offsetText(injected, at)
                  : t('drill.result.timeNone')}
              </span>,
              <time key="at" dateTime={at} title={absoluteTime(at)}>
                {DateTime.fromISO(at).toFormat('HH:mm:ss')}
              </time>,
            ],
          })),
          ...missing.map(name => ({
            id: name,
            name: (
              <span className={styles.quiet}>
                {t(`drill.result.time.${name}`)}
              </span>
            ),
            cells: [t('drill.result.timeNone'), t('drill.result.timeNone')],
          })),
        ]}
      />
      {waits && (
        <span className={styles.quiet}>{t('drill.result.answerWaits')}</span>
      )}
    </Panel>
  );
}

function offsetText(from: string, at: string): string {
  const span = Date.parse(at) - Date.parse(from);
  const sign = span < 0 ? '−' : '+';
  const abs = Math.abs(span);
  return `${sign}${
    abs < 600_000 ? `${Math.round(abs / 100) / 10} s` : spanText(abs)
  }`;
}
