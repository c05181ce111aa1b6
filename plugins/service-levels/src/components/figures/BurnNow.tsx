import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { serviceLevelsTranslationRef } from '../../translation';
import { rateText, windowName } from './figureText';
import styles from './figures.module.css';

/** How fast a budget burns now, and over which time that is judged. */
export function BurnNow(props: { burning: ObjectiveSummary['burning'] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { burning } = props;
  if (!burning) return <>—</>;
  return (
    <>
      <span className={styles.figure}>{rateText(burning.rate)}</span>{' '}
      <span className={styles.over}>
        {t('shared.burn.over', { window: windowName(burning.window) })}
      </span>
    </>
  );
}
