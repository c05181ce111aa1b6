import {
  RecordSearchResult,
  SearchResultProps,
  wordIn,
} from '@countersign/plugin-governance-react/search';
import { objectiveStates } from '@countersign/plugin-service-levels-common';
import { StateBadge } from './badges';

/** An objective among search results, and how it stood when it was indexed. */
export function ObjectiveSearchResult(props: SearchResultProps) {
  const { result } = props;
  if (!result) return null;
  const state = wordIn(result, 'state', objectiveStates);
  return (
    <RecordSearchResult {...props}>
      {state && <StateBadge state={state} />}
    </RecordSearchResult>
  );
}
