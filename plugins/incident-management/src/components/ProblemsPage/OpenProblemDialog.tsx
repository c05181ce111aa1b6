import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  EntityPicker,
  readRefusal,
  ServerRefusal,
  TextInput,
  useIdempotencyKey,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import {
  incidentNumber,
  OpenProblem,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { incidentManagementApiRef } from '../../api';
import { problemRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';

/** What is known of a problem before it is opened. */
export interface ProblemDraft {
  title: string;
  entities: string[];
  incidents: string[];
}

const nothing: ProblemDraft = { title: '', entities: [], incidents: [] };

/** Asks what the problem is, where it is, and which incidents it is seen by; leads to its page. */
export function OpenProblemDialog(props: {
  initial?: ProblemDraft;
  isOpen: boolean;
  onClose(): void;
}) {
  const { initial = nothing, isOpen, onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const navigate = useNavigate();
  const link = useRouteRef(problemRouteRef);
  const { keyFor, done } = useIdempotencyKey();
  const [title, setTitle] = useState(initial.title);
  const [entities, setEntities] = useState(initial.entities);
  const [description, setDescription] = useState('');
  const [numbers, setNumbers] = useState(initial.incidents.join(' '));
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const incidents = numbers
    .toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const wrong = incidents.find(
    number => !incidentNumber.schema.safeParse(number).success,
  );

  const submit = async () => {
    setPending(true);
    setRefusal(undefined);
    const body: OpenProblem = {
      title: title.trim(),
      entities,
      incidents,
      ...(description.trim() && { description: description.trim() }),
    };
    try {
      const { problem } = await api.openProblem(body, {
        idempotencyKey: keyFor(body),
      });
      done();
      onClose();
      const href = link?.({ number: problem.number });
      if (href) navigate(href);
    } catch (error) {
      setRefusal(readRefusal(error));
      setPending(false);
    }
  };
  return (
    <VerbDialog
      title={t('problems.open.title')}
      action={t('problems.open.button')}
      textLabel={t('problems.open.description')}
      text={description}
      onText={setDescription}
      blocked={
        title.trim().length < 3 || entities.length === 0 || wrong !== undefined
      }
      state={{ isPending, refusal, clear: () => setRefusal(undefined) }}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={t('problems.open.fieldTitle')}
        isRequired
        value={title}
        onChange={setTitle}
      />
      <EntityPicker
        label={t('problems.open.entities')}
        description={t('problems.open.entitiesHint')}
        kinds={['Component', 'Resource', 'API', 'System']}
        isRequired
        value={entities}
        onChange={setEntities}
      />
      <TextInput
        label={t('problems.open.incidents')}
        description={t('problems.open.incidentsHint')}
        value={numbers}
        onChange={setNumbers}
        error={
          wrong === undefined
            ? undefined
            : t('problems.open.incidentsWrong', { word: wrong })
        }
      />
    </VerbDialog>
  );
}
