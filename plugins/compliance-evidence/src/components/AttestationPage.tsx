import {
  identityApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  Attestation,
  attestationStories,
  WithdrawAttestation,
} from '@countersign/plugin-compliance-evidence-common';
import {
  absoluteTime,
  ActorLink,
  Panel,
  RecordBody,
  RecordHeader,
  RecordMeta,
  RecordNumber,
  RecordPage,
  RecordState,
  RelativeTime,
  ToneBadge,
  useAsyncData,
  useOpening,
  useRecord,
  useRecordVerb,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { RiForbidLine, RiShieldCheckLine } from '@remixicon/react';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { assuranceApiRef, evidenceApiRef } from '../api';
import { controlsRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ControlRefs } from './ControlRefs';
import { entryLooks } from './entryLooks';
import styles from './Evidence.module.css';
import { Facts } from './parts';

/** One attestation: who says what of which control and period, by which run, and the proof. */
export function AttestationPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('control.page.what')}
      notFound={t('control.page.notFound')}
      list={{
        href: useRouteRef(controlsRouteRef)?.(),
        text: t('control.page.all'),
      }}
      record={useRecord(number, (shown, options) =>
        api.getAttestation(shown, options),
      )}
    >
      {state => <AttestationContent key={number} state={state} />}
    </RecordPage>
  );
}

function AttestationContent({ state }: { state: RecordState<Attestation> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const evidenceApi = useApi(evidenceApiRef);
  const list = useRouteRef(controlsRouteRef)?.();
  const { detail: attestation } = state;
  const { number, title, run, open, made, withdrawn, period } = attestation;
  const looks = useMemo(() => entryLooks(t), [t]);
  const stands = attestation.state === 'attested';
  return (
    <RecordBody
      number={number}
      state={state}
      header={
        <RecordHeader
          number={number}
          title={title}
          list={{ href: list, text: t('control.page.all') }}
          chips={
            <>
              <ToneBadge
                tone={stands ? 'success' : 'neutral'}
                icon={stands ? RiShieldCheckLine : RiForbidLine}
              >
                {t(stands ? 'control.page.attested' : 'control.page.withdrawn')}
              </ToneBadge>
              <strong>
                {t(`control.conclusion.${attestation.conclusion}`)}
              </strong>
              <ControlRefs controls={[attestation.control]} />
            </>
          }
        >
          <RecordMeta>
            {t('control.attestedBy')} <ActorLink actor={made.by} />
            <RelativeTime instant={made.at} />
          </RecordMeta>
          {stands && <WithdrawButton state={state} />}
        </RecordHeader>
      }
      main={
        <>
          <Panel title={t('control.text')}>
            <p>{attestation.text}</p>
            {withdrawn && (
              <p>
                <strong>{t('control.page.withdrawn')}:</strong>{' '}
                {withdrawn.reason}{' '}
                <span className={styles.quiet}>
                  <ActorLink actor={withdrawn.by} />{' '}
                  <RelativeTime instant={withdrawn.at} />
                </span>
              </p>
            )}
          </Panel>
          <Panel title={t('control.attestation')}>
            <Facts
              facts={[
                {
                  id: 'period',
                  label: t('control.period'),
                  value: `${period.label}: ${absoluteTime(
                    period.start,
                  )} – ${absoluteTime(period.end)}`,
                },
                {
                  id: 'run',
                  label: t('control.run'),
                  value: <RecordNumber number={run.number} />,
                },
                {
                  id: 'maker',
                  label: t('control.page.madeBy'),
                  value: <ActorLink actor={run.requestedBy} />,
                },
                {
                  id: 'open',
                  label: t('control.page.exceptions'),
                  value:
                    open.length === 0 ? (
                      t('control.page.none')
                    ) : (
                      <span className={styles.row}>
                        {open.map(each => (
                          <RecordNumber key={each} number={each} hideCopy />
                        ))}
                      </span>
                    ),
                },
              ]}
            />
          </Panel>
        </>
      }
      timeline={{
        title: t('timeline'),
        version: attestation.version,
        load: (query, options) =>
          api.getAttestationTimeline(number, query, options),
        looks,
      }}
      proof={{
        source: {
          getLedgerStatus: options => evidenceApi.getLedgerStatus(options),
          getEvidence: shown => api.getAttestationEvidence(shown),
        },
        judge: attestationStories.judge,
      }}
    />
  );
}

/** Only whoever attested sees it: nobody else may withdraw it. */
function WithdrawButton({ state }: { state: RecordState<Attestation> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const identity = useApi(identityApiRef);
  const reader = useAsyncData('identity', () =>
    identity.getBackstageIdentity(),
  );
  const { number, made } = state.detail;
  const opening = useOpening();
  const verb = useRecordVerb(state, {
    act: (body: WithdrawAttestation, options) =>
      api.withdrawAttestation(number, body, options),
    recordOf: attestation => attestation,
    watched: { state: attestation => attestation.state },
  });
  const isMine =
    reader.data?.userEntityRef.toLocaleLowerCase('en-US') === made.by;
  if (!isMine) return null;
  return (
    <div>
      <Button size="small" variant="secondary" onPress={opening.open}>
        {t('control.page.withdraw')}
      </Button>
      <VerbTextDialog
        title={t('control.page.withdrawTitle', { number })}
        action={t('control.page.withdraw')}
        textLabel={t('control.page.withdrawReason')}
        draftKey={`${number}/withdraw`}
        verb={verb}
        bodyOf={reason => ({ reason })}
        required
        destructive
        {...opening.dialog}
      />
    </div>
  );
}
