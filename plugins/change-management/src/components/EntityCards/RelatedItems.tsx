import { Button } from '@backstage/ui';
import { RelatedItem } from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import { EntityLink, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './EntityCards.module.css';

const SHOWN_AT_FIRST = 20;

/** Items near and far, nearest first, each with how far it is and by which path. */
export function RelatedItems(props: { summary: string; items: RelatedItem[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { summary, items } = props;
  const [all, setAll] = useState(false);
  if (!items.length) return <span className={styles.quiet}>{summary}</span>;
  const sorted = [...items].sort(
    (a, b) => a.depth - b.depth || a.entityRef.localeCompare(b.entityRef),
  );
  const shown = all ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  return (
    <details className={styles.related}>
      <summary>{summary}</summary>
      <ul>
        {shown.map(({ entityRef, tier, depth, path }) => (
          <li key={entityRef}>
            <span className={styles.line}>
              <EntityLink entityRef={entityRef} />
              <span className={styles.quiet}>
                {[
                  tier,
                  depth === 1
                    ? t('cards.item.direct')
                    : t('cards.item.depth', { depth: String(depth) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {path.length > 1 && (
              <details className={styles.path}>
                <summary>{t('cards.item.path')}</summary>
                <ol>
                  {path.map(({ from, relation, to }) => (
                    <li key={`${from} ${relation} ${to}`}>
                      <EntityLink entityRef={from} hideIcon />
                      {` ${words(relation)} `}
                      <EntityLink entityRef={to} hideIcon />
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button size="small" variant="tertiary" onPress={() => setAll(true)}>
          {t('cards.item.more', { total: String(items.length) })}
        </Button>
      )}
    </details>
  );
}

/** A relation's name as words: `dependsOn` reads "depends on". */
function words(relation: string): string {
  return relation.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
