import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button, Container, Text } from '@backstage/ui';
import {
  errorsByField,
  NotForYou,
  PageTitle,
  Panel,
  readRefusal,
  ServerRefusal,
  SkeletonRows,
  SubmitArea,
  SubmitKeys,
  useFormDraft,
  useIdempotencyKey,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentDeclarePermission } from '@countersign/plugin-incident-management-common';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { incidentManagementApiRef } from '../../api';
import { incidentRouteRef, rootRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import {
  emptyValues,
  lackingOf,
  toRequest,
  valuesFromQuery,
} from './declareForm';
import { DeclareFields } from './DeclareFields';
import styles from './DeclarePage.module.css';

/** The form that declares an incident, for those who may; what its address names stands in it already. */
export function DeclarePage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const list = useRouteRef(rootRouteRef)?.();
  const { allowed, loading } = usePermission({
    permission: incidentDeclarePermission,
  });
  if (loading) {
    return (
      <Container className={styles.page}>
        <SkeletonRows rows={6} height={48} what={t('declare.title')} />
      </Container>
    );
  }
  return allowed ? (
    <DeclareForm />
  ) : (
    <NotForYou
      page={t('declare.title')}
      title={t('declare.mayNot')}
      href={list}
      link={t('incident.all')}
    />
  );
}

/** Few fields: what is broken, what is hit, how bad it is. What stands in it outlives a reload and a refusal. */
function DeclareForm() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const navigate = useNavigate();
  const incidentLink = useRouteRef(incidentRouteRef);
  const [query] = useSearchParams();
  const initial = useMemo(
    () => ({ ...emptyValues, ...valuesFromQuery(query) }),
    [query],
  );
  const { values, change, discard, restored } = useFormDraft(
    `incident-management/declare?${query}`,
    initial,
  );
  const { keyFor, done } = useIdempotencyKey();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<ServerRefusal>();
  const [isTried, setTried] = useState(false);
  const lacking = lackingOf(values);
  const errors = {
    ...errorsByField(refusal?.problems ?? []),
    ...(isTried &&
      Object.fromEntries(
        lacking.map(field => [field, t(`declare.needed.${field}`)]),
      )),
  };

  const submit = async () => {
    setTried(true);
    if (isPending || lacking.length > 0) return;
    setPending(true);
    const body = toRequest(values);
    try {
      const { incident } = await api.declareIncident(body, {
        idempotencyKey: keyFor(body),
      });
      done();
      discard();
      const href = incidentLink?.({ number: incident.number });
      if (href) navigate(href);
    } catch (error) {
      setRefusal(readRefusal(error));
      setPending(false);
    }
  };
  return (
    <Container className={styles.page}>
      <PageTitle title={t('declare.title')} />
      <Text as="h2" variant="title-small" weight="bold">
        {t('declare.title')}
      </Text>
      <SubmitArea className={styles.form} onSubmit={submit}>
        {restored && (
          <div className={styles.notice} role="status">
            {t('declare.restored')}
            <Button size="small" variant="tertiary" onPress={discard}>
              {t('declare.discard')}
            </Button>
          </div>
        )}
        {refusal && (
          <Alert
            role="alert"
            status="danger"
            icon
            title={t('declare.failed')}
            description={
              refusal.problems.length
                ? t('declare.failedFields')
                : refusal.message
            }
          />
        )}
        <Panel title={t('declare.section')}>
          <DeclareFields
            values={values}
            errors={errors}
            onChange={part => {
              // What was refused is another now.
              setRefusal(undefined);
              change(part);
            }}
          />
        </Panel>
        <div className={styles.buttons}>
          <Button variant="primary" isPending={isPending} onPress={submit}>
            {t('declare.button')}
          </Button>
          <SubmitKeys />
        </div>
      </SubmitArea>
    </Container>
  );
}
