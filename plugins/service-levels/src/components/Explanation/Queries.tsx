import {
  CopyButton,
  Panel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Explanation } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './Explanation.module.css';

/** What was asked of which source, and how its answers are counted. */
export function Queries({ explanation }: { explanation: Explanation }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { queries, method } = explanation;
  return (
    <Panel title={t('objective.explanation.queries.title')}>
      <p className={styles.quiet}>
        {t(`objective.explanation.queries.method.${method}`)}
      </p>
      <dl className={styles.queries}>
        {queries.map(({ role, part, source, query }) => (
          <div key={`${part} ${role}`}>
            <dt>
              {[
                t(`objective.explanation.queries.role.${role}`),
                ...(part
                  ? [t('objective.explanation.queries.of', { part })]
                  : []),
                t('objective.explanation.queries.from', { source }),
              ].join(', ')}
            </dt>
            <dd>
              <code>{query}</code>
              <CopyButton text={query} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
