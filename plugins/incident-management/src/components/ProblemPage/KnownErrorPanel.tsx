import { MarkdownContent } from '@backstage/core-components';
import {
  ActorLink,
  Panel,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Problem } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './ProblemPage.module.css';

/** What causes it, and what helps until it is fixed: what somebody comes for in the middle of an incident. */
export function KnownErrorPanel({ problem }: { problem: Problem }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { cause, workaround } = problem;
  return (
    <Panel title={t('problem.section.error')}>
      {!cause && !workaround && (
        <p className={styles.quiet}>{t('problem.error.unknown')}</p>
      )}
      {[
        { title: t('problem.error.workaround'), said: workaround },
        { title: t('problem.error.cause'), said: cause },
      ].map(
        ({ title, said }) =>
          said && (
            <div key={title}>
              <strong>{title}</strong>
              <MarkdownContent content={said.text} />
              <p className={styles.quiet}>
                {t('problem.error.saidBy')}{' '}
                <ActorLink actor={said.by} hideIcon />{' '}
                <RelativeTime instant={said.at} />
              </p>
            </div>
          ),
      )}
    </Panel>
  );
}
