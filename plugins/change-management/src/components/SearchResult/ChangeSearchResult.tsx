import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { Link, Text } from '@backstage/ui';
import {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { ReactElement } from 'react';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge, StateBadge, TypeBadge } from '../badges';
import { readChangeDocument } from './changeDocument';
import styles from './ChangeSearchResult.module.css';

/** A change among search results: its number and title, where it stands, and the words that were found. */
export function ChangeSearchResult(props: {
  icon?: ReactElement;
  result?: SearchDocument;
  highlight?: ResultHighlight;
  rank?: number;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { icon, result, highlight } = props;
  if (!result) return null;
  const { number, state, type, risk, environment } = readChangeDocument(result);
  const marked = (field: 'title' | 'text') =>
    highlight?.fields[field] ? (
      <HighlightedSearchResultText
        text={highlight.fields[field]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[field]
    );
  return (
    <div className={styles.root}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.body}>
        <Link href={result.location} weight="bold">
          {number && !result.title.startsWith(number) && (
            <>
              <span className={styles.number}>{number}</span>{' '}
            </>
          )}
          {marked('title')}
        </Link>
        <div className={styles.badges}>
          {state && <StateBadge state={state} />}
          <RiskBadge risk={risk && { level: risk }} />
          {type && <TypeBadge type={type} />}
          {environment && (
            <Text color="secondary" variant="body-small">
              {t('cards.search.environment', { environment })}
            </Text>
          )}
        </div>
        <Text as="p" color="secondary" className={styles.text}>
          {marked('text')}
        </Text>
      </div>
    </div>
  );
}
