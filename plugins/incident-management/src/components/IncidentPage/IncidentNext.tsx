import { phraseOf } from '@countersign/plugin-governance-common';
import {
  conditionLine,
  MendButtons,
  MendText,
  NextPanel,
  SentenceText,
  ThumbBar,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { MoreActions } from '../record';
import { ActionButton } from './ActionButton';
import { useIncidentPage } from './IncidentContext';
import { offeredActions } from './offeredActions';
import { UpdateButton } from './UpdateButton';
import { useAllowed } from './useAllowed';
import { VerbDialogOf } from './VerbDialogOf';

/** What is needed next, with its button under the thumb on a phone, and what else the reader may do. */
export function IncidentNext() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { detail } = useIncidentPage();
  const { next } = detail;
  const { primary, steps, rest, refused } = offeredActions(detail);
  const mayUpdate = useAllowed()('update');
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.who}
      primary={
        primary && (
          <ThumbBar>
            <ActionButton verb={primary} variant="primary" />
          </ThumbBar>
        )
      }
      lines={next.conditions.map(condition =>
        conditionLine(
          condition,
          condition.mendedBy.includes('update') && mayUpdate ? (
            <MendButtons>
              <UpdateButton variant="secondary" />
            </MendButtons>
          ) : (
            <MendText>
              <SentenceText sentence={phraseOf('remedy', condition) ?? ''} />
            </MendText>
          ),
        ),
      )}
      others={[
        ...steps.map(verb => ({
          id: verb,
          button: <ActionButton verb={verb} variant="secondary" size="small" />,
        })),
        ...(mayUpdate && !detail.incident.update
          ? [{ id: 'update', button: <UpdateButton variant="secondary" /> }]
          : []),
        ...(rest.length
          ? [
              {
                id: 'more',
                button: (
                  <MoreActions
                    verbs={rest}
                    labelOf={verb => t(`verbs.verb.${verb}`)}
                    dialogOf={(verb, dialog) => (
                      <VerbDialogOf verb={verb} {...dialog} />
                    )}
                  />
                ),
              },
            ]
          : []),
      ]}
      refused={
        refused && [
          {
            actions: [
              { id: refused.verb, label: t(`verbs.verb.${refused.verb}`) },
            ],
            reason: <SentenceText sentence={refused.reason} />,
          },
        ]
      }
    />
  );
}
