import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import {
  readRefusal,
  ServerRefusal,
  useIdempotencyKey,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeForm } from './ChangeForm';
import styles from './ChangeForm.module.css';
import { emptyValues, toCreateRequest, valuesFromQuery } from './formValues';
import { useFormDraft } from './useFormDraft';

/** Opens a change. What stands in the form outlives a reload and a refusal. */
export function NewChangePage() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const navigate = useNavigate();
  const changeLink = useRouteRef(changeRouteRef);
  const [query] = useSearchParams();
  const initial = useMemo(
    () => ({ ...emptyValues, ...valuesFromQuery(query) }),
    [query],
  );
  // A prefilled form is a draft of its own: it neither takes over another one nor is taken over by it.
  const { values, change, discard, restored } = useFormDraft(
    `new?${query}`,
    initial,
  );
  const { keyFor, done } = useIdempotencyKey();
  const [pending, setPending] = useState<'submit' | 'save'>();
  const [refusal, setRefusal] = useState<ServerRefusal>();

  const create = async (submit: boolean) => {
    if (pending) return;
    setPending(submit ? 'submit' : 'save');
    const body = { ...toCreateRequest(values), submit };
    try {
      const { change: created } = await api.createChange(body, {
        idempotencyKey: keyFor(body),
      });
      done();
      discard();
      const href = changeLink?.({ number: created.number });
      if (href) navigate(href);
    } catch (error) {
      setRefusal(readRefusal(error));
      setPending(undefined);
    }
  };
  return (
    <ChangeForm
      title={t('form.newTitle')}
      values={values}
      onChange={change}
      onSubmit={() => create(true)}
      refusal={refusal}
      notice={
        restored && (
          <div className={styles.notice} role="status">
            {t('form.restored')}
            <Button size="small" variant="tertiary" onPress={discard}>
              {t('form.discard')}
            </Button>
          </div>
        )
      }
      buttons={attempt => (
        <>
          <Button
            variant="primary"
            isPending={pending === 'submit'}
            onPress={() => attempt(() => create(true))}
          >
            {t('form.submit')}
          </Button>
          <Button
            variant="secondary"
            isPending={pending === 'save'}
            onPress={() => attempt(() => create(false))}
          >
            {t('form.saveDraft')}
          </Button>
        </>
      )}
    />
  );
}
