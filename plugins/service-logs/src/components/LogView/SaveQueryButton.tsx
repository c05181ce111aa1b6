import { Button } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  useAction,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbDialog,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { SavedLogQuery } from '@countersign/plugin-service-logs-common';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { Asked } from './asked';

/** Keeps what is asked for its reader, under a name. */
export function SaveQueryButton(props: {
  asked: Asked;
  minutes: number | undefined;
  onSaved(): void;
}) {
  const { asked, minutes, onSaved } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const { keyFor, done } = useIdempotencyKey();
  const opening = useOpening();
  const verb = useAction(async (title: string) => {
    const { entityRef, source, filter } = asked;
    const body = {
      ...{ entityRef, source, filter, title },
      ...(minutes && { minutes }),
    };
    await api.saveQuery(body, { idempotencyKey: keyFor(body) });
    done();
  }, onSaved);
  return (
    <>
      <Button size="small" variant="secondary" onPress={opening.open}>
        {t('save.button')}
      </Button>
      <VerbTextDialog
        key={opening.key}
        {...opening.dialog}
        title={t('save.title')}
        action={t('save.button')}
        textLabel={t('save.name')}
        draftKey="service-logs/save"
        required
        verb={verb}
        bodyOf={title => title || undefined}
      />
    </>
  );
}

/** Forgets a query that its reader kept. */
export function ForgetQueryButton(props: {
  query: SavedLogQuery;
  onForgotten(): void;
}) {
  const { query, onForgotten } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const opening = useOpening();
  const { run, ...state } = useAction(
    () => api.forgetQuery(query.id),
    onForgotten,
  );
  return (
    <>
      <Button size="small" variant="tertiary" onPress={opening.open}>
        {t('save.forget')}
      </Button>
      <VerbDialog
        key={opening.key}
        {...opening.dialog}
        title={t('save.forgetTitle', { title: query.title })}
        action={t('save.forget')}
        destructive
        state={state}
        onSubmit={async () => {
          if (await run(undefined)) opening.dialog.onClose();
        }}
      />
    </>
  );
}
