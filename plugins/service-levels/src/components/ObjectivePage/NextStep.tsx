import { usePermission } from '@backstage/plugin-permission-react';
import { phraseOf } from '@countersign/plugin-governance-common';
import {
  conditionLine,
  MendText,
  NextPanel,
  RecordState,
  SentenceText,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  alertAcknowledgePermission,
  alertConditionId,
  ObjectiveDetail,
  objectiveNextStep,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { AcknowledgeButton } from '../alerts';

/** What is needed next, who does it, and its button. */
export function NextStep({ state }: { state: RecordState<ObjectiveDetail> }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { allowed, loading } = usePermission({
    permission: alertAcknowledgePermission,
  });
  const { detail } = state;
  const next = objectiveNextStep(detail);
  const open = next.conditions.filter(({ mendedBy }) => mendedBy.length > 0);
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.who}
      lines={next.conditions.map(condition => {
        const alert = detail.alerts.find(
          ({ number }) => alertConditionId(number) === condition.id,
        );
        return conditionLine(
          condition,
          alert && condition.mendedBy.length > 0 && allowed ? (
            <AcknowledgeButton
              alert={alert}
              variant={condition === open[0] ? 'primary' : 'secondary'}
              // The page says itself what it could not fetch.
              onDone={() => state.refresh().catch(() => undefined)}
            />
          ) : (
            <MendText>
              <SentenceText sentence={phraseOf('remedy', condition) ?? ''} />
            </MendText>
          ),
        );
      })}
      refused={
        open.length > 0 && !allowed && !loading
          ? [
              {
                actions: [
                  { id: 'acknowledge', label: t('objective.acknowledge.verb') },
                ],
                reason: t('objective.acknowledge.lacks'),
              },
            ]
          : []
      }
    />
  );
}
