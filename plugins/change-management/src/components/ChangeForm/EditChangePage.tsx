import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink, Container } from '@backstage/ui';
import { Change } from '@countersign/plugin-change-management-common';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import {
  ChangedField,
  ErrorPanel,
  NotForYou,
  readRefusal,
  RefusalNotice,
  ServerRefusal,
  SkeletonRows,
  useAsyncData,
  useFormDraft,
  useIdempotencyKey,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { changedFields } from '../ChangePage/changedFields';
import { ChangeForm } from './ChangeForm';
import { toUpdateRequest, valuesOfChange } from './formValues';

/** Edits a change with the same form that opens one. */
export function EditChangePage() {
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { number = '' } = useParams();
  const loaded = useAsyncData(number, signal =>
    api.getChange(number, { signal }),
  );
  const href = useRouteRef(changeRouteRef)?.({ number });
  if (loaded.data) {
    const edit = loaded.data.actions.find(({ verb }) => verb === 'edit');
    if (!edit?.allowed) {
      return (
        <NotForYou
          title={t('form.mayNotEdit', { number })}
          reason={[edit?.message, edit?.remedy].filter(Boolean).join(' ')}
          href={href}
          link={t('form.backTo', { number })}
        />
      );
    }
    return <EditForm loaded={loaded.data.change} warning={edit.warning} />;
  }
  return (
    <Container>
      {loaded.error && (
        <ErrorPanel
          what={t('change.what')}
          error={loaded.error}
          onRetry={loaded.refetch}
        />
      )}
      {loaded.isPending && (
        <SkeletonRows rows={8} height={48} what={t('change.what')} />
      )}
    </Container>
  );
}

function EditForm(props: { loaded: Change; warning?: string }) {
  const { loaded, warning } = props;
  const { number } = loaded;
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const navigate = useNavigate();
  const href = useRouteRef(changeRouteRef)?.({ number });
  const initial = useMemo(() => valuesOfChange(loaded), [loaded]);
  const { values, change, discard } = useFormDraft(
    `change-management/form/edit/${number}/${loaded.version}`,
    initial,
  );
  const { keyFor, done } = useIdempotencyKey();
  const [version, setVersion] = useState(loaded.version);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const [moved, setMoved] = useState<ChangedField[]>();

  const fail = async (error: unknown) => {
    const why = readRefusal(error);
    if (why.stale) {
      // Without the newer change there is nothing to compare; the refusal stands by itself then.
      const fresh = await api.getChange(number).catch(() => undefined);
      if (fresh) {
        setMoved(changedFields(loaded, fresh.change));
        setVersion(fresh.change.version);
      }
    }
    setRefusal(why);
    setPending(false);
  };
  const save = async () => {
    if (isPending) return;
    setPending(true);
    const body = toUpdateRequest(values, initial, version);
    try {
      await api.updateChange(number, body, { idempotencyKey: keyFor(body) });
      done();
      discard();
      if (href) navigate(href);
    } catch (error) {
      await fail(error);
    }
  };
  return (
    <ChangeForm
      title={t('form.editTitle', { number })}
      number={number}
      values={values}
      onChange={change}
      onSubmit={save}
      refusal={refusal}
      typeFixed={loaded.state !== 'new'}
      notice={
        <>
          {loaded.state !== 'new' && (
            <Alert status="info" icon description={t('form.material')} />
          )}
          {warning && <Alert status="warning" icon description={warning} />}
          {refusal?.stale && <RefusalNotice refusal={refusal} moved={moved} />}
        </>
      }
      buttons={attempt => (
        <>
          <Button
            variant="primary"
            isPending={isPending}
            onPress={() => attempt(save)}
          >
            {t('form.save')}
          </Button>
          <ButtonLink variant="secondary" href={href}>
            {t('change.dialog.back')}
          </ButtonLink>
        </>
      )}
    />
  );
}
