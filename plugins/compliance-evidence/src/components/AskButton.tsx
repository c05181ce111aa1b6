import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  EntityPicker,
  errorsByField,
  readRefusal,
  ServerRefusal,
  TextInput,
  useFormDraft,
  useIdempotencyKey,
  useTexts,
  VerbDialog,
  WallClockField,
} from '@countersign/plugin-governance-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { assuranceApiRef } from '../api';
import { requestRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';

interface Asking {
  title: string;
  text: string;
  due: string;
  assignee: string[];
}

const nothing: Asking = { title: '', text: '', due: '', assignee: [] };

/** Asks for evidence: opens a request and leads to its page. What was typed is kept through a refusal. */
export function AskButton() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const requestLink = useRouteRef(requestRouteRef);
  const navigate = useNavigate();
  const { keyFor, done } = useIdempotencyKey();
  const { values, change, discard } = useFormDraft<Asking>(
    'compliance-evidence/request/new',
    nothing,
  );
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const errors = errorsByField(refusal?.problems ?? []);
  const { title, text, due, assignee } = values;
  const at = due ? new Date(`${due}T23:59:59`) : undefined;
  const isReady =
    title.trim().length >= 3 && at !== undefined && !Number.isNaN(at.getTime());

  const submit = async () => {
    if (!at || !isReady) return;
    setPending(true);
    setRefusal(undefined);
    const body = {
      title: title.trim(),
      text: text.trim(),
      due: at.toISOString(),
      ...(assignee[0] && { assignee: assignee[0] }),
    };
    try {
      const { request } = await api.openRequest(body, {
        idempotencyKey: keyFor(body),
      });
      done();
      discard();
      setOpen(false);
      const href = requestLink?.({ number: request.number });
      if (href) navigate(href);
    } catch (error) {
      setRefusal(readRefusal(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="primary"
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {t('request.open')}
      </Button>
      <VerbDialog
        title={t('request.openTitle')}
        action={t('request.open')}
        textLabel={t('request.field.text')}
        text={text}
        onText={said => change({ text: said })}
        required
        blocked={!isReady}
        state={{ isPending, refusal, clear: () => setRefusal(undefined) }}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={submit}
      >
        <TextInput
          label={t('request.field.title')}
          isRequired
          value={title}
          error={errors.title}
          onChange={said => change({ title: said })}
        />
        <WallClockField
          label={t('request.field.due')}
          type="date"
          value={due}
          error={errors.due}
          onChange={day => change({ due: day })}
        />
        <EntityPicker
          label={t('request.field.assignee')}
          kinds={['User']}
          single
          value={assignee}
          error={errors.assignee}
          onChange={people => change({ assignee: people })}
        />
      </VerbDialog>
    </>
  );
}
