import {
  ActorLink,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { RotationView } from '@countersign/plugin-incident-management-common';
import { useId } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallPage.module.css';

type Gap = RotationView['gaps'][number];

/** So many are seen at once: a rotation of office hours has one each night. */
const SHOWN = 3;

/** When nobody who can react is on call. */
export function Gaps({ gaps }: { gaps: Gap[] }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const id = useId();
  if (!gaps.length) return null;
  const rest = gaps.slice(SHOWN);
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id}>{t('onCall.gaps.title')}</h3>
      <GapLines gaps={gaps.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details>
          <summary>{t('onCall.gaps.more', { count: rest.length })}</summary>
          <GapLines gaps={rest} />
        </details>
      )}
    </section>
  );
}

function GapLines({ gaps }: { gaps: Gap[] }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <ul className={styles.gaps}>
      {gaps.map(gap => (
        <li key={`${gap.start} ${gap.left}`}>
          {gap.left ? (
            <>
              <ActorLink actor={gap.left} hideIcon /> {t('onCall.gaps.left')}
            </>
          ) : (
            t('onCall.gaps.nobody')
          )}{' '}
          <WindowText window={gap} hideRelative />
        </li>
      ))}
    </ul>
  );
}
