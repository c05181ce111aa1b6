import {
  ActionStateOf,
  phraseOf,
  reasonOf,
} from '@countersign/plugin-governance-common';
import {
  DrillDetail,
  DrillVerb,
} from '@countersign/plugin-chaos-drills-common';
import {
  NextPanel,
  RecordState,
  SentenceText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsTranslationRef } from '../translation';
import { DrillVerbButton } from './DrillVerbs';

/** What is needed next for one that has begun or is over. Stopping stands in the bar of the run, which is always in sight. */
export function DrillNext({ state }: { state: RecordState<DrillDetail> }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { next, actions, drill } = state.detail;
  const refused = actions.find(
    ({ verb, allowed }) => verb === next.verb && !allowed,
  );
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      others={actions
        .filter(
          ({ verb, allowed }) =>
            allowed && !(verb === 'stop' && drill.state === 'running'),
        )
        .map(({ verb }) => ({
          id: verb,
          button: <DrillVerbButton verb={verb} state={state} />,
        }))}
      refused={
        refused && [refusedLine(refused, t(`drill.verb.${refused.verb}`))]
      }
    />
  );
}

/** An action that is refused, and what refuses it. */
export function refusedLine(action: ActionStateOf<DrillVerb>, label: string) {
  return {
    actions: [{ id: action.verb, label }],
    reason: <SentenceText sentence={reasonOf(action)} />,
  };
}
