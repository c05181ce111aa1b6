import { MarkdownContent } from '@backstage/core-components';
import { Link } from '@backstage/ui';
import { Panel, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

const parts = [
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
] as const;

/** Why and what: the description first, then the parts that were written; missing plans are said to be missing. */
export function WhySection() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change } = useChangePage().detail;
  return (
    <Panel title={t('change.section.why')}>
      {change.description && (
        <MarkdownContent
          content={change.description}
          className={styles.markdown}
        />
      )}
      {!change.description && !change.justification && (
        <p className={styles.quiet}>{t('change.why.empty')}</p>
      )}
      {parts.map(part => (
        <div key={part}>
          <h3 className={styles.subtitle}>{t(`change.why.${part}`)}</h3>
          {change[part] ? (
            <MarkdownContent
              content={change[part]}
              className={styles.markdown}
            />
          ) : (
            <p className={styles.quiet}>{t('change.why.missing')}</p>
          )}
        </div>
      ))}
      {change.links.length > 0 && (
        <div>
          <h3 className={styles.subtitle}>{t('change.why.links')}</h3>
          <ul className={styles.links}>
            {change.links.map(({ title, url }) => (
              <li key={url}>
                <Link href={url} target="_blank" rel="noopener noreferrer">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {change.closeNotes && (
        <div>
          <h3 className={styles.subtitle}>
            {t('change.why.closeNotes')}
            {change.closeCode &&
              ` · ${t(`shared.closeCode.${change.closeCode}`)}`}
          </h3>
          <MarkdownContent
            content={change.closeNotes}
            className={styles.markdown}
          />
        </div>
      )}
      {change.cancelReason && (
        <div>
          <h3 className={styles.subtitle}>{t('change.why.cancelReason')}</h3>
          <MarkdownContent
            content={change.cancelReason}
            className={styles.markdown}
          />
        </div>
      )}
    </Panel>
  );
}
