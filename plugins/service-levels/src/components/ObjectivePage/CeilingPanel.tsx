import {
  EntityLink,
  Panel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ObjectiveCeiling } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { targetText } from '../figures';
import styles from './ObjectivePage.module.css';

/** What the critical dependencies leave to promise, and by which path each is one. */
export function CeilingPanel(props: { ceiling: ObjectiveCeiling }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { highest, exceeded, dependencies } = props.ceiling;
  return (
    <Panel
      title={t('objective.ceiling.title')}
      tone={exceeded ? 'danger' : undefined}
    >
      <p className={styles.meaning}>
        {t(
          exceeded ? 'objective.ceiling.exceeded' : 'objective.ceiling.honest',
          {
            highest: targetText(highest),
          },
        )}
      </p>
      <ul className={styles.plain}>
        {dependencies.map(({ item, target, path }) => (
          <li key={item}>
            <span className={styles.facts}>
              {path.map((ref, i) => (
                <span key={ref}>
                  {i > 0 && <span aria-hidden>→ </span>}
                  <EntityLink entityRef={ref} disableTooltip />
                </span>
              ))}
            </span>
            <span className={styles.quiet}>
              {t('objective.ceiling.promises', { target: targetText(target) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
