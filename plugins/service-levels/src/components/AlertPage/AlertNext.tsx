import { phraseOf, reasonOf } from '@countersign/plugin-governance-common';
import {
  NextPanel,
  RecordState,
  SentenceText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertDetail } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { AcknowledgeButton } from '../alerts';

/** What is needed next, its button, and why it is not for the reader. */
export function AlertNext({ state }: { state: RecordState<AlertDetail> }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { alert, next, actions } = state.detail;
  const isOpen = actions.some(({ allowed }) => allowed);
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.who}
      primary={
        isOpen && (
          <AcknowledgeButton
            alert={alert}
            // The page says itself what it could not fetch.
            onDone={() => state.refresh().catch(() => undefined)}
          />
        )
      }
      // Of an alert that needs nothing, nobody asks why it cannot be acknowledged.
      refused={actions
        .filter(({ allowed }) => !allowed && next.verb)
        .map(action => ({
          actions: [
            { id: action.verb, label: t(`alerts.${action.verb}.verb`) },
          ],
          reason: <SentenceText sentence={reasonOf(action)} />,
        }))}
    />
  );
}
