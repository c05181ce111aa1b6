import { Text } from '@backstage/ui';
import {
  drillStates,
  gameDayStates,
  outcomes,
} from '@countersign/plugin-chaos-drills-common';
import {
  RecordSearchResult,
  SearchResultProps,
  textIn,
  wordIn,
} from '@countersign/plugin-governance-react/search';
import { DrillBadge, MissedBadge, StateBadge } from './looks';

/** A drill among search results, and what became of it. */
export function DrillSearchResult(props: SearchResultProps) {
  const { result } = props;
  if (!result) return null;
  const state = wordIn(result, 'state', drillStates);
  const outcome = wordIn(result, 'outcome', outcomes);
  return (
    <RecordSearchResult {...props} number={textIn(result, 'number')}>
      {state && <DrillBadge drill={{ state, outcome }} />}
      {'missed' in result && result.missed === true && <MissedBadge />}
    </RecordSearchResult>
  );
}

/** An experiment among search results. */
export function ExperimentSearchResult(props: SearchResultProps) {
  const scenario = props.result && textIn(props.result, 'scenario');
  return (
    <RecordSearchResult {...props}>
      {scenario && (
        <Text color="secondary" variant="body-small">
          {scenario}
        </Text>
      )}
    </RecordSearchResult>
  );
}

/** A game day among search results. */
export function GameDaySearchResult(props: SearchResultProps) {
  const { result } = props;
  if (!result) return null;
  const state = wordIn(result, 'state', gameDayStates);
  return (
    <RecordSearchResult {...props} number={textIn(result, 'number')}>
      {state && <StateBadge drill={{ state }} />}
    </RecordSearchResult>
  );
}
