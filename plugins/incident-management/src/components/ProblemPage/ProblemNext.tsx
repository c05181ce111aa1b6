import { phraseOf } from '@countersign/plugin-governance-common';
import {
  NextPanel,
  SentenceText,
  ThumbBar,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ProblemVerb } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { MoreActions, offered } from '../record';
import { ProblemActionButton } from './ProblemActionButton';
import { ProblemDialogOf } from './ProblemDialogOf';
import { useProblemPage } from './ProblemContext';

/** What moves a problem along, in the order of its life. */
const steps: readonly ProblemVerb[] = [
  'assess',
  'analyze',
  'know',
  'plan-fix',
  'resolve',
  'accept-risk',
  'close',
  'reanalyze',
];

/** What is done less often. */
const rest: readonly ProblemVerb[] = ['assign', 'edit', 'duplicate', 'cancel'];

/** What is needed next, with its button under the thumb on a phone, and what else the reader may do. */
export function ProblemNext() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { detail } = useProblemPage();
  const { next } = detail;
  const open = offered(detail, { steps, rest });
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.who}
      primary={
        open.primary && (
          <ThumbBar>
            <ProblemActionButton verb={open.primary} variant="primary" />
          </ThumbBar>
        )
      }
      others={[
        ...open.steps.map(verb => ({
          id: verb,
          button: (
            <ProblemActionButton verb={verb} variant="secondary" size="small" />
          ),
        })),
        ...(open.rest.length
          ? [
              {
                id: 'more',
                button: (
                  <MoreActions
                    verbs={open.rest}
                    labelOf={verb => t(`problem.verb.${verb}`)}
                    dialogOf={(verb, dialog) => (
                      <ProblemDialogOf verb={verb} {...dialog} />
                    )}
                  />
                ),
              },
            ]
          : []),
      ]}
      refused={
        open.refused && [
          {
            actions: [
              {
                id: open.refused.verb,
                label: t(`problem.verb.${open.refused.verb}`),
              },
            ],
            reason: <SentenceText sentence={open.refused.reason} />,
          },
        ]
      }
    />
  );
}
