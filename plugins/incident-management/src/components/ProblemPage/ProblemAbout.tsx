import { MarkdownContent } from '@backstage/core-components';
import {
  Panel,
  RecordNumber,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Problem } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './ProblemPage.module.css';

/** What else is known: words, the change that fixes it, and what came of it. Absent where nothing is. */
export function ProblemAbout({ problem }: { problem: Problem }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { description, fix, outcome, reanalyzed } = problem;
  if (!description && !fix && !outcome && !reanalyzed) return null;
  return (
    <Panel title={t('problem.section.about')}>
      {description && <MarkdownContent content={description} />}
      {outcome && (
        <div>
          <strong>{t(`problem.outcome.${outcome.code}`)}</strong>
          <MarkdownContent content={outcome.text} />
        </div>
      )}
      {(fix || outcome?.of) && (
        <dl className={styles.rows}>
          {fix && (
            <div>
              <dt>{t('problem.about.fix')}</dt>
              <dd>
                <RecordNumber number={fix.number} />
              </dd>
            </div>
          )}
          {outcome?.of && (
            <div>
              <dt>{t('problem.about.duplicateOf')}</dt>
              <dd>
                <RecordNumber number={outcome.of} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {reanalyzed > 0 && (
        <p className={styles.quiet}>
          {t('problem.about.reanalyzed', { count: reanalyzed })}
        </p>
      )}
    </Panel>
  );
}
