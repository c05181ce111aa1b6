import { Text } from '@backstage/ui';
import {
  DialogProps,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import {
  ProblemInput,
  ProblemVerb,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../../translation';
import { useProblemPage } from '../ProblemContext';
import { useProblemVerb } from '../useProblemVerb';

/** Verbs that want a few words and nothing else, and the request of each. */
const bodies = {
  reanalyze: (reason: string) => ({ reason }),
  resolve: (text: string) => ({ text }),
  'accept-risk': (text: string) => ({ text }),
  cancel: (text: string) => ({ text }),
} as const satisfies {
  [V in ProblemVerb]?: (words: string) => ProblemInput<V>;
};

type WordsVerb = keyof typeof bodies;

/** Whether a verb wants a few words and nothing else. */
export function asksForProblemWords(verb: ProblemVerb): verb is WordsVerb {
  return Object.hasOwn(bodies, verb);
}

/** Asks for the words. */
export function ProblemWordsDialog(props: DialogProps & { verb: WordsVerb }) {
  const { verb, ...dialog } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useProblemPage().detail.problem;
  return (
    <VerbTextDialog<ProblemInput<WordsVerb>>
      title={t(`problem.dialog.${verb}`, { number })}
      action={t(`problem.verb.${verb}`)}
      textLabel={t(`problem.text.${verb}`)}
      draftKey={`${number}/${verb}`}
      verb={useProblemVerb(verb)}
      bodyOf={bodies[verb]}
      required
      destructive={verb === 'cancel'}
      {...dialog}
    >
      {verb !== 'resolve' && <Text>{t(`problem.lead.${verb}`)}</Text>}
    </VerbTextDialog>
  );
}
