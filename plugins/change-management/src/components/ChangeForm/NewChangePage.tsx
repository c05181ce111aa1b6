import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Container } from '@backstage/ui';
import {
  Change,
  changeCreatePermission,
} from '@countersign/plugin-change-management-common';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import {
  ErrorPanel,
  NotForYou,
  readRefusal,
  ServerRefusal,
  SkeletonRows,
  useAsyncData,
  useFormDraft,
  useIdempotencyKey,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeRouteRef, rootRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeForm } from './ChangeForm';
import styles from './ChangeForm.module.css';
import {
  emptyValues,
  toCreateRequest,
  valuesFromQuery,
  valuesOfClone,
  withType,
} from './formValues';

/** The form for a new change, for those who may open one; empty, filled in by its address, or like another change. */
export function NewChangePage() {
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const list = useRouteRef(rootRouteRef)?.();
  const { allowed, loading } = usePermission({
    permission: changeCreatePermission,
  });
  const [query] = useSearchParams();
  const from = query.get('from') ?? undefined;
  const original = useAsyncData(from, signal =>
    api.getChange(from!, { signal }),
  );
  if (!loading && !allowed) {
    return (
      <NotForYou
        title={t('form.mayNotOpen')}
        href={list}
        link={t('change.allChanges')}
      />
    );
  }
  if (original.error) {
    return (
      <Container className={styles.page}>
        <ErrorPanel
          what={from!}
          error={original.error}
          onRetry={original.refetch}
        />
      </Container>
    );
  }
  if (loading || (from && !original.data)) {
    return (
      <Container className={styles.page}>
        <SkeletonRows rows={8} height={48} what={t('form.newTitle')} />
      </Container>
    );
  }
  return <NewChangeForm query={query} original={original.data?.change} />;
}

/** Opens a change. What stands in the form outlives a reload and a refusal. */
function NewChangeForm(props: { query: URLSearchParams; original?: Change }) {
  const { query, original } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const navigate = useNavigate();
  const changeLink = useRouteRef(changeRouteRef);
  const initial = useMemo(() => {
    const asked = {
      ...(original ? valuesOfClone(original) : emptyValues),
      ...valuesFromQuery(query),
    };
    return { ...asked, ...withType(asked.type, asked, Date.now()) };
  }, [query, original]);
  // A prefilled form is a draft of its own: it neither takes over another one nor is taken over by it.
  const { values, change, discard, restored } = useFormDraft(
    `change-management/form/new?${query}`,
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
      title={
        original
          ? t('form.cloneTitle', { number: original.number })
          : t('form.newTitle')
      }
      values={values}
      onChange={change}
      onSubmit={() => create(true)}
      submitsComplete
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
            onPress={() => attempt(() => create(true), { complete: true })}
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
