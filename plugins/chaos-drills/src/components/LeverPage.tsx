import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Container, Text } from '@backstage/ui';
import {
  Lever,
  leverReleasePermission,
  Pull,
} from '@countersign/plugin-chaos-drills-common';
import {
  AsyncContent,
  deniedPage,
  NotForYou,
  PageTitle,
  Panel,
  TimelinePanel,
  useAction,
  useDraft,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { chaosDrillsApiRef } from '../api';
import { useLever } from '../hooks/useLever';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { entryLooks } from './entryLooks';
import { PullLines } from './LeverBanner';
import { LeverBadge } from './looks';

/** Who holds the lever, the way to release it, and all that happened to it. */
export function LeverPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const lever = useLever();
  const looks = useMemo(() => entryLooks(t), [t]);
  const pulls = lever.data?.pulls ?? [];
  const denied = deniedPage(lever);
  if (denied !== undefined) {
    return <NotForYou page={t('lever.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('lever.title')} />
      <Panel
        title={t('lever.title')}
        tone={pulls.length > 0 ? 'danger' : undefined}
        aside={lever.data && <LeverBadge isHeld={pulls.length > 0} />}
      >
        <Text color="secondary">{t('lever.lead')}</Text>
        <AsyncContent what={t('lever.what')} rows={2} result={lever}>
          {shown => <LeverState lever={shown} />}
        </AsyncContent>
      </Panel>
      <TimelinePanel
        title={t('lever.timeline')}
        fetchKey={pulls.map(({ id }) => id).join()}
        loadPage={(query, options) => api.getLeverTimeline(query, options)}
        looks={looks}
      />
    </Container>
  );
}

function LeverState({ lever: { pulls } }: { lever: Lever }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { allowed, loading } = usePermission({
    permission: leverReleasePermission,
  });
  if (pulls.length === 0) return <Text>{t('lever.free')}</Text>;
  return (
    <>
      <PullLines pulls={pulls} />
      {allowed && <ReleaseButton pulls={pulls} />}
      {!allowed && !loading && (
        <Text color="secondary">{t('lever.onlyOthers')}</Text>
      )}
    </>
  );
}

/** Releases what the reader was shown: who pulled meanwhile is shown first. */
function ReleaseButton({ pulls }: { pulls: Pull[] }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const lever = useLever();
  const opening = useOpening();
  const { keyFor, done } = useIdempotencyKey();
  const [reason, setReason] = useDraft('chaos-drills/release');
  const { run, ...state } = useAction(
    async (body: { pulls: string[]; reason: string }) => {
      try {
        lever.setData(
          await api.releaseLever(body, { idempotencyKey: keyFor(body) }),
        );
      } catch (error) {
        // Somebody pulled or released it meanwhile: the dialog shows who holds it now.
        lever.refetch();
        throw error;
      }
      done();
    },
    lever.refetch,
  );
  const submit = async () => {
    const named = pulls.map(({ id }) => id);
    if (!(await run({ pulls: named, reason: reason.trim() }))) return;
    setReason('');
    opening.dialog.onClose();
  };
  return (
    <div>
      <Button
        variant="primary"
        onPress={() => {
          state.clear();
          opening.open();
        }}
      >
        {t('lever.release')}
      </Button>
      <VerbDialog
        title={t('lever.releaseTitle')}
        action={t('lever.release')}
        textLabel={t('lever.releaseReason')}
        text={reason}
        onText={setReason}
        required
        state={state}
        {...opening.dialog}
        onSubmit={submit}
      >
        <Text>{t('lever.releaseLead', { count: pulls.length })}</Text>
        <PullLines pulls={pulls} />
      </VerbDialog>
    </div>
  );
}
