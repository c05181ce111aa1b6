import { useApiHolder } from '@backstage/frontend-plugin-api';
import { riskLevels } from '@countersign/plugin-change-management-common';
import { RiQuestionLine } from '@remixicon/react';
import { CSSProperties } from 'react';
import {
  calendarSourcesIn,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { riskIcons } from '../badges';
import marks from './ChangeCalendar.module.css';
import styles from './CalendarPage.module.css';
import { bandIcons } from './EventLabel';
import { riskColor } from '../badges/riskColor';
import { stateOutlines } from './stateOutline';

/** What the colours, outlines and shades of the calendar mean, in words. */
export function CalendarLegend() {
  const { t } = useTexts(changeManagementTranslationRef);
  const others = calendarSourcesIn(useApiHolder());
  const risk = (color: string) => ({ '--risk': color } as CSSProperties);
  return (
    <details className={styles.legendFold}>
      <summary>{t('calendar.legend.label')}</summary>
      <ul className={styles.legend}>
        <li className={styles.legendHead}>{t('calendar.legend.risk')}</li>
        {riskLevels.map(level => {
          const Icon = riskIcons[level];
          return (
            <li key={level} style={risk(riskColor(level))}>
              <span
                className={`${styles.swatch} ${marks.change} ${
                  level === 'very_high' ? marks.veryHigh : ''
                }`}
              />
              <Icon size={14} className={marks.labelIcon} aria-hidden />
              {t(`shared.risk.${level}`)}
            </li>
          );
        })}
        <li style={risk(riskColor(undefined))}>
          <span className={`${styles.swatch} ${marks.change}`} />
          <RiQuestionLine size={14} aria-hidden />
          {t('calendar.legend.unassessed')}
        </li>
      </ul>
      <ul className={styles.legend}>
        <li className={styles.legendHead}>{t('calendar.legend.state')}</li>
        {stateOutlines.map(outline => (
          <li key={outline} style={risk(riskColor(undefined))}>
            <span
              className={`${styles.swatch} ${marks.change} ${marks[outline]}`}
            />
            {t(`calendar.legend.${outline}`)}
          </li>
        ))}
        <li>
          <span
            className={`${styles.swatch} ${marks.change} ${marks.approvalDue}`}
          />
          {t('calendar.approvalDue')}
        </li>
      </ul>
      <ul className={styles.legend}>
        <li className={styles.legendHead}>{t('calendar.legend.bands')}</li>
        {(['freeze', 'maintenance'] as const).map(kind => {
          const Icon = bandIcons[kind];
          return (
            <li key={kind}>
              <span className={`${styles.swatch} ${marks[kind]}`} />
              <Icon size={14} aria-hidden />
              {t(`calendar.legend.${kind}`)}
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <ul className={styles.legend}>
          <li className={styles.legendHead}>{t('calendar.legend.others')}</li>
          {others.map(({ area, icon: Icon }) => (
            <li key={area}>
              <span className={`${styles.swatch} ${marks.entry}`} />
              <Icon size={14} aria-hidden />
              {area}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
