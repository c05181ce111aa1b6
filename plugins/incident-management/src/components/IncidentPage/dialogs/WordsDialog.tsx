import { useTexts, VerbTextDialog } from '@countersign/plugin-governance-react';
import {
  AskedVerb,
  VerbInput,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

const text = (words: string) => ({ text: words });
const reason = (words: string) => ({ reason: words });

/** Verbs that want a few words and nothing else, and the request of each. */
const bodies = {
  mitigate: text,
  restore: text,
  resolve: text,
  reopen: reason,
  publish: reason,
  'propose-major': reason,
  'accept-major': reason,
  'reject-major': reason,
  'deny-drill': reason,
} as const satisfies {
  [V in AskedVerb]?: (words: string) => VerbInput<V>;
};

type WordsVerb = keyof typeof bodies;

/** Whether a verb wants a few words and nothing else. */
export function asksForWords(verb: AskedVerb): verb is WordsVerb {
  return Object.hasOwn(bodies, verb);
}

/** Asks for the words. */
export function WordsDialog(props: {
  verb: WordsVerb;
  isOpen: boolean;
  onClose(): void;
}) {
  const { verb, isOpen, onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const label =
    verb === 'mitigate' || verb === 'restore' || verb === 'resolve'
      ? verb
      : 'reason';
  return (
    <VerbTextDialog<VerbInput<WordsVerb>>
      title={t(`verbs.title.${verb}`, { number })}
      action={t(`verbs.verb.${verb}`)}
      textLabel={t(`verbs.text.${label}`)}
      draftKey={`${number}/${verb}`}
      verb={useVerb(verb)}
      bodyOf={bodies[verb]}
      required
      isOpen={isOpen}
      onClose={onClose}
    />
  );
}
