import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  Drill,
  DrillDetail,
  Readiness,
} from '@countersign/plugin-chaos-drills-common';
import { phraseOf } from '@countersign/plugin-governance-common';
import {
  ErrorPanel,
  isEntityRef,
  EntityLink,
  MendButtons,
  MendText,
  NextPanel,
  Panel,
  RecordState,
  RelativeTime,
  SentenceText,
  SkeletonRows,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { useEvery } from '../hooks/useEvery';
import { useNewChangeLinks } from '../hooks/useNewChangeLinks';
import { chaosDrillsTranslationRef } from '../translation';
import { refusedLine } from './DrillNext';
import styles from './Drills.module.css';
import { DrillVerbButton } from './DrillVerbs';
import { NewChangeButtons } from './NewChangeButtons';

/** What holds now may not hold in a while: it is looked at so often. */
const ASK_EVERY_MS = 20_000;

/** Whether a drill may start now: everything that keeps it from it with its remedy, and its targets as they are now. */
export function ReadinessPanel({ state }: { state: RecordState<DrillDetail> }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { drill, actions } = state.detail;
  const readiness = useAsyncData(
    `${drill.number} ${drill.version}`,
    signal => api.getReadiness(drill.number, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const { data, error, isPending, isRefreshing, refetch } = readiness;
  useEvery(ASK_EVERY_MS, refetch);
  const changeForms = useNewChangeLinks(
    { title: drill.title, entity: drill.entity, digest: drill.experiment },
    data?.standardChanges,
  );
  const start = actions.find(({ verb }) => verb === 'start');
  const isReady = data?.refusals.length === 0 && !error;
  const startRefusal = start && !start.allowed ? start : undefined;
  return (
    <NextPanel
      text={t(
        isReady && !startRefusal ? 'drill.ready.none' : 'drill.ready.wait',
      )}
      primary={
        start?.allowed &&
        isReady && (
          <DrillVerbButton
            verb="start"
            state={state}
            variant="primary"
            size="medium"
          >
            <TargetLines targets={data.targets} />
          </DrillVerbButton>
        )
      }
      lines={(data?.refusals ?? []).map((refusal, i) => ({
        id: `${refusal.guard}-${i}`,
        kind: 'open',
        text: <SentenceText sentence={phraseOf('message', refusal) ?? ''} />,
        mend: (
          <>
            <MendText>
              <SentenceText sentence={phraseOf('remedy', refusal) ?? ''} />
            </MendText>
            {refusal.guard === 'change' && changeForms.length > 0 && (
              <MendButtons>
                <NewChangeButtons size="small" links={changeForms} />
              </MendButtons>
            )}
          </>
        ),
      }))}
      others={actions
        .filter(({ verb, allowed }) => allowed && verb !== 'start')
        .map(({ verb }) => ({
          id: verb,
          button: <DrillVerbButton verb={verb} state={state} />,
        }))}
      refused={refusedStart()}
    >
      {isPending && <SkeletonRows rows={3} what={t('drill.ready.what')} />}
      {error && (
        <ErrorPanel
          what={t('drill.ready.what')}
          error={error}
          onRetry={refetch}
        />
      )}
      {data && (
        <>
          <ResolvedTargets drill={drill} now={data} />
          <div className={styles.row}>
            <span className={styles.quiet}>
              {t('drill.ready.asked')} <RelativeTime instant={data.at} />
            </span>
            <Button
              size="small"
              variant="tertiary"
              isPending={isRefreshing}
              onPress={refetch}
            >
              {t('drill.ready.again')}
            </Button>
          </div>
        </>
      )}
    </NextPanel>
  );

  /** The button stays, disabled: by the checklist above, or by what the reader may not. */
  function refusedStart() {
    const label = t('drill.verb.start');
    if (startRefusal) return [refusedLine(startRefusal, label)];
    return isReady ? [] : [{ actions: [{ id: 'start', label }] }];
  }
}

/** The targets as they are now, and how they differ from those that the drill was planned with. */
function ResolvedTargets(props: {
  drill: Pick<Drill, 'targets'>;
  now: Pick<Readiness, 'targets'>;
}) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const shown = props.drill.targets;
  const { targets } = props.now;
  const gone = shown.filter(target => !targets.includes(target));
  const added = targets.filter(target => !shown.includes(target));
  return (
    <div className={styles.stack}>
      <strong>{t('drill.targets.title')}</strong>
      <span className={styles.quiet}>
        {t(
          gone.length + added.length === 0
            ? 'drill.targets.same'
            : 'drill.targets.now',
        )}
      </span>
      <TargetLines targets={targets} marks={{ gone, added }} />
    </div>
  );
}

function TargetLines(props: {
  targets: readonly string[];
  marks?: { gone: readonly string[]; added: readonly string[] };
}) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { targets, marks } = props;
  const { gone = [], added = [] } = marks ?? {};
  if (targets.length + gone.length === 0) {
    return <span>{t('drill.targets.none')}</span>;
  }
  return (
    <ul className={styles.lines} aria-label={t('drill.targets.title')}>
      {[...targets, ...gone].map(target => (
        <li key={target}>
          <Target target={target} />
          {gone.includes(target) && (
            <span className={styles.quiet}>{t('drill.targets.gone')}</span>
          )}
          {added.includes(target) && (
            <span className={styles.quiet}>{t('drill.targets.added')}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The targets that a drill was started with. */
export function TargetsPanel({ drill }: { drill: Pick<Drill, 'targets'> }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <Panel title={t('drill.targets.title')}>
      <span className={styles.quiet}>{t('drill.targets.shown')}</span>
      <TargetLines targets={drill.targets} />
    </Panel>
  );
}

function Target({ target }: { target: string }) {
  return isEntityRef(target) ? (
    <EntityLink entityRef={target} />
  ) : (
    <code className={styles.mono}>{target}</code>
  );
}
