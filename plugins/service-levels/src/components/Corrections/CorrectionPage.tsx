import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { reasonOf } from '@countersign/plugin-governance-common';
import {
  ActorLink,
  Digest,
  NextPanel,
  Panel,
  RecordBody,
  RecordHeader,
  RecordNumber,
  RecordPage,
  RecordState,
  RelativeTime,
  SentenceText,
  useRecord,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import {
  correctionStories,
  CorrectionView,
  SERVICE_LEVEL_CHANNEL,
} from '@countersign/plugin-service-levels-common';
import { useParams } from 'react-router-dom';
import { correctionProof, serviceLevelsApiRef } from '../../api';
import { objectiveRouteRef, rootRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './Corrections.module.css';
import { CorrectionStateBadge } from './CorrectionStateBadge';
import { CorrectionVerbs } from './CorrectionVerbs';

const channelOf = () => SERVICE_LEVEL_CHANNEL;

/** One correction: what it leaves out, why, by whom, and whether it counts. */
export function CorrectionPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('corrections.page.what')}
      notFound={t('corrections.page.notFound')}
      list={{
        href: useRouteRef(rootRouteRef)?.(),
        text: t('corrections.page.all'),
      }}
      record={useRecord(
        number,
        (shown, options) => api.getCorrection(shown, options),
        channelOf,
      )}
    >
      {state => <Content key={number} state={state} />}
    </RecordPage>
  );
}

function Content({ state }: { state: RecordState<CorrectionView> }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const list = useRouteRef(rootRouteRef)?.();
  const correction = state.detail;
  const { number, kind, change, entered, confirmed, withdrawn } = correction;
  const canAct = correction.actions.some(({ allowed }) => allowed);
  return (
    <RecordBody
      number={number}
      state={state}
      header={
        <RecordHeader
          number={number}
          title={t(`corrections.kind.${kind}`)}
          list={{ href: list, text: t('corrections.page.all') }}
          chips={
            <>
              <CorrectionStateBadge state={correction.state} />
              {change && (
                <span>
                  {t('corrections.of')}{' '}
                  <RecordNumber number={change} hideCopy />
                </span>
              )}
              <Signed text={t('corrections.by')} {...entered} />
              {confirmed && (
                <Signed text={t('corrections.confirmedBy')} {...confirmed} />
              )}
              {withdrawn && (
                <Signed text={t('corrections.withdrawnBy')} {...withdrawn} />
              )}
            </>
          }
        />
      }
      main={<Facts correction={correction} />}
      rail={
        <NextPanel
          text={
            correction.because ?? t(`corrections.page.next.${correction.state}`)
          }
          primary={
            canAct && (
              <div className={styles.line}>
                <CorrectionVerbs
                  correction={correction}
                  // The page says itself what it could not fetch.
                  onDone={() => state.refresh().catch(() => undefined)}
                />
              </div>
            )
          }
          refused={correction.actions
            .filter(({ allowed, guard }) => !allowed && guard !== 'state')
            .map(action => ({
              actions: [
                {
                  id: action.verb,
                  label: t(`corrections.${action.verb}.verb`),
                },
              ],
              reason: <SentenceText sentence={reasonOf(action)} />,
            }))}
        />
      }
      proof={{
        source: correctionProof(api),
        judge: correctionStories.judge,
      }}
    />
  );
}

function Signed(props: { text: string; by: string; at: string }) {
  const { text, by, at } = props;
  return (
    <span>
      {text} <ActorLink actor={by} /> <RelativeTime instant={at} />
    </span>
  );
}

function Facts({ correction }: { correction: CorrectionView }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const objectiveLink = useRouteRef(objectiveRouteRef);
  const { window, timeZone, rrule, objectives, reason, withdrawn } = correction;
  return (
    <Panel title={t('corrections.page.about')}>
      <dl className={styles.facts}>
        <dt>{t('corrections.page.when')}</dt>
        <dd>
          <WindowText window={window} />
          {rrule && (
            <div className={styles.quiet}>
              {t('corrections.page.rule', { rule: rrule, zone: timeZone })}
            </div>
          )}
        </dd>
        <dt>{t('corrections.page.reason')}</dt>
        <dd>
          {reason}
          {withdrawn && <div>{withdrawn.reason}</div>}
        </dd>
        <dt>{t('corrections.page.objectives')}</dt>
        <dd>
          <ul className={styles.times}>
            {objectives.map(id => (
              <li key={id}>
                <Link href={objectiveLink?.({ id })}>{id}</Link>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t('corrections.page.entry')}</dt>
        <dd>
          <Digest value={correction.ledgerEntry} />
        </dd>
      </dl>
    </Panel>
  );
}
