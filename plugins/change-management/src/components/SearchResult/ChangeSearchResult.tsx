import { Text } from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import {
  RecordSearchResult,
  SearchResultProps,
} from '@countersign/plugin-governance-react/search';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge, StateBadge, TypeBadge } from '../badges';
import { readChangeDocument } from './changeDocument';

/** A change among search results: its number and title, where it stands, and the words that were found. */
export function ChangeSearchResult(props: SearchResultProps) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { result } = props;
  if (!result) return null;
  const { number, state, type, risk, environment } = readChangeDocument(result);
  return (
    <RecordSearchResult {...props} number={number}>
      {state && <StateBadge state={state} />}
      <RiskBadge risk={risk && { level: risk }} />
      {type && <TypeBadge type={type} />}
      {environment && (
        <Text color="secondary" variant="body-small">
          {t('cards.search.environment', { environment })}
        </Text>
      )}
    </RecordSearchResult>
  );
}
