import {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { Link, Text } from '@backstage/ui';
import { ReactElement, ReactNode } from 'react';
import styles from './RecordSearchResult.module.css';

/** What search gives to whatever shows one of its results. */
export interface SearchResultProps {
  icon?: ReactElement;
  result?: SearchDocument;
  highlight?: ResultHighlight;
  rank?: number;
}

/** A record among search results: its number and title, where it stands, and the words that were found. */
export function RecordSearchResult(
  props: SearchResultProps & {
    /** Said before a title that does not begin with it. */
    number?: string;
    /** Where it stands, as badges. */
    children?: ReactNode;
  },
) {
  const { icon, result, highlight, number, children } = props;
  if (!result) return null;
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
        <div className={styles.badges}>{children}</div>
        <Text as="p" color="secondary" className={styles.text}>
          {marked('text')}
        </Text>
      </div>
    </div>
  );
}
