import { useApi } from '@backstage/frontend-plugin-api';
import {
  EvidenceRequest,
  RequestDetail,
  RequestInput,
  RequestVerb,
} from '@countersign/plugin-compliance-evidence-common';
import {
  DialogProps,
  PersonDialog,
  RecordState,
  TextInput,
  useRecordVerb,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { assuranceApiRef } from '../api';
import { complianceEvidenceTranslationRef } from '../translation';
import { linesOf } from './parts';

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: EvidenceRequest) => state,
  answers: ({ answers }: EvidenceRequest) => String(answers.length),
};

type Props = DialogProps & { state: RecordState<RequestDetail> };

function useRequestVerb<V extends RequestVerb>(
  state: RecordState<RequestDetail>,
  verb: V,
) {
  const api = useApi(assuranceApiRef);
  const { number } = state.detail.request;
  return useRecordVerb(state, {
    act: (body: RequestInput<V>, options) =>
      api.actOnRequest(number, verb, body, options),
    recordOf: ({ request }) => request,
    watched,
  });
}

/** The dialog of a verb of a request: asks for what it takes. */
export function RequestDialogOf(props: Props & { verb: RequestVerb }) {
  const { verb, ...dialog } = props;
  switch (verb) {
    case 'answer':
      return <AnswerDialog {...dialog} />;
    case 'assign':
      return <AssignDialog {...dialog} />;
    default:
      return <WordsDialog {...dialog} verb={verb} />;
  }
}

function WordsDialog(
  props: Props & { verb: Exclude<RequestVerb, 'answer' | 'assign'> },
) {
  const { verb, state, ...dialog } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { number } = state.detail.request;
  const bodyOf = (words: string) => {
    if (verb === 'note') return { text: words };
    if (verb === 'accept') return words ? { text: words } : {};
    return { reason: words };
  };
  return (
    <VerbTextDialog
      title={t(`request.dialog.${verb}`, { number })}
      action={t(`request.verb.${verb}`)}
      textLabel={t(`request.text.${verb}`)}
      draftKey={`${number}/${verb}`}
      verb={useRequestVerb(state, verb)}
      bodyOf={words => bodyOf(words) as RequestInput<typeof verb>}
      required={verb !== 'accept'}
      {...dialog}
    />
  );
}

function AnswerDialog({ state, ...dialog }: Props) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { number } = state.detail.request;
  const [typed, setTyped] = useState('');
  const references = linesOf(typed).map(reference => ({ reference }));
  return (
    <VerbTextDialog
      title={t('request.dialog.answer', { number })}
      action={t('request.verb.answer')}
      textLabel={t('request.text.answer')}
      draftKey={`${number}/answer`}
      verb={useRequestVerb(state, 'answer')}
      bodyOf={text => ({ text, references })}
      blocked={references.length === 0}
      required
      {...dialog}
    >
      <TextInput
        label={t('request.field.references')}
        description={t('request.field.referencesHint')}
        isRequired
        rows={3}
        value={typed}
        onChange={setTyped}
      />
    </VerbTextDialog>
  );
}

function AssignDialog({ state, ...dialog }: Props) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { number, assignee } = state.detail.request;
  return (
    <PersonDialog
      {...dialog}
      title={t('request.dialog.assign', { number })}
      action={t('request.verb.assign')}
      label={t('request.field.person')}
      person={assignee}
      verb={useRequestVerb(state, 'assign')}
    />
  );
}
