import { toneLines, useTexts } from '@countersign/plugin-governance-react';
import {
  systemStates,
  SystemStatus,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { systemLooks } from '../badges/systemLooks';
import styles from './StatusPage.module.css';

/** The worse a day was, the higher its bar: color does not say it alone. */
const heights = {
  outage: '100%',
  degraded: '70%',
  maintenance: '45%',
  unknown: '15%',
  operational: '25%',
} as const;

/** The worst of each of the last days, and in words how many of them were not as they should be. */
export function DayStrip(props: {
  title: string;
  history: SystemStatus['history'];
}) {
  const { title, history } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const counted = systemStates.flatMap(state => {
    const count = history.filter(day => day.state === state).length;
    const text = t('status.days', { count, state: t(`status.state.${state}`) });
    return count > 0 ? [{ state, text }] : [];
  });
  const troubled = counted.filter(({ state }) => state !== 'operational');
  return (
    <span className={styles.past}>
      <span
        className={styles.strip}
        role="img"
        aria-label={t('status.history', {
          system: title,
          days: counted.map(({ text }) => text).join(', '),
        })}
      >
        {history.map(({ day, state }) => (
          <span
            key={day}
            className={styles.day}
            title={t('status.day', { day, state: t(`status.state.${state}`) })}
          >
            <span
              style={{
                height: heights[state],
                background: toneLines[systemLooks[state].tone],
              }}
            />
          </span>
        ))}
      </span>
      {troubled.length > 0 && (
        <span className={styles.quiet} aria-hidden>
          {troubled.map(({ text }) => text).join(', ')}
        </span>
      )}
    </span>
  );
}
