import { runStates } from '@countersign/plugin-compliance-evidence-common';
import {
  RecordSearchResult,
  SearchResultProps,
  textIn,
  wordIn,
} from '@countersign/plugin-governance-react/search';
import { RunBadge } from './looks';

/** A report among search results. */
export function ReportSearchResult(props: SearchResultProps) {
  return props.result ? <RecordSearchResult {...props} /> : null;
}

/** A run among search results, and how it stood when it was indexed. */
export function RunSearchResult(props: SearchResultProps) {
  const { result } = props;
  if (!result) return null;
  const state = wordIn(result, 'state', runStates);
  return (
    <RecordSearchResult {...props} number={textIn(result, 'number')}>
      {state && <RunBadge state={state} />}
    </RecordSearchResult>
  );
}
