import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  DrillDetail,
  drillSignalChannel,
  drillStories,
} from '@countersign/plugin-chaos-drills-common';
import {
  ErrorPanel,
  Panel,
  RecordBody,
  RecordPage,
  RecordState,
  SkeletonRows,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ReactNode, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { chaosDrillsApiRef } from '../api';
import { readRun } from '../run/readRun';
import { useRunEvents } from '../run/useRunEvents';
import { runsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { DrillHeader } from './DrillHeader';
import { DrillNext } from './DrillNext';
import { entryLooks } from './entryLooks';
import { FaultsPanel } from './FaultsPanel';
import { ForecastTable } from './ForecastTable';
import { LinksPanel } from './LinksPanel';
import { PhasesPanel } from './PhasesPanel';
import { ReadinessPanel, TargetsPanel } from './ReadinessPanel';
import { ResultPanel } from './ResultPanel';
import { RunBar } from './RunBar';
import { TimesPanel } from './TimesPanel';

/** While a drill runs or is being measured its page asks this often, for those whose signals do not come through. */
const RUNNING_MS = 2_000;
const MEASURING_MS = 15_000;

const channelOf = ({ drill }: DrillDetail) => drillSignalChannel(drill);

const everyMs = ({ drill: { state, measurement, response } }: DrillDetail) => {
  if (state === 'running') return RUNNING_MS;
  const isOpen = !measurement || (measurement.alert && !response);
  return state === 'ended' && isOpen ? MEASURING_MS : undefined;
};

/** One drill: before its start what keeps it from it, then the live run, then what it showed; and the proof. */
export function DrillPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('drill.one')}
      notFound={t('drill.notFound')}
      list={{ href: useRouteRef(runsRouteRef)?.(), text: t('drill.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getDrill(shown, options),
        channelOf,
        everyMs,
      )}
    >
      {state => <DrillContent key={number} state={state} />}
    </RecordPage>
  );
}

function DrillContent({ state }: { state: RecordState<DrillDetail> }) {
  const { drill } = state.detail;
  const hasRun = drill.state === 'running' || drill.state === 'ended';
  return hasRun ? <RanDrill state={state} /> : <DrillBody state={state} />;
}

/** One that has begun: what happened so far is followed. */
function RanDrill({ state }: { state: RecordState<DrillDetail> }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { drill } = state.detail;
  const isRunning = drill.state === 'running';
  const kept = useRunEvents(drill.number, isRunning);
  const run = useMemo(
    () => readRun(kept.events, { isOver: !isRunning }),
    [kept.events, isRunning],
  );
  return (
    <DrillBody
      state={state}
      bar={isRunning && <RunBar state={state} run={run} kept={kept} />}
      spentSoFar={isRunning ? kept.spent : undefined}
      main={
        <>
          {kept.error && (
            <ErrorPanel
              what={t('drill.live.bar')}
              error={kept.error}
              onRetry={kept.refetch}
            />
          )}
          {!isRunning && <ResultPanel drill={drill} run={run} />}
          {!isRunning && <TimesPanel drill={drill} run={run} />}
          {kept.isPending ? (
            <SkeletonRows rows={4} height={32} what={t('drill.live.bar')} />
          ) : (
            <>
              <FaultsPanel run={run} isRunning={isRunning} />
              <PhasesPanel run={run} isRunning={isRunning} />
            </>
          )}
        </>
      }
    />
  );
}

function DrillBody(props: {
  state: RecordState<DrillDetail>;
  bar?: ReactNode;
  main?: ReactNode;
  spentSoFar?: Readonly<Record<string, number>>;
}) {
  const { state, bar, main, spentSoFar } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { drill } = state.detail;
  const { number } = drill;
  const looks = useMemo(() => entryLooks(t), [t]);
  const isPlanned = drill.state === 'planned';
  return (
    <RecordBody
      number={number}
      state={state}
      header={
        <>
          <DrillHeader drill={drill} />
          {bar}
        </>
      }
      main={
        <>
          {main}
          <Panel title={t('drill.forecast.title')}>
            <ForecastTable drill={drill} spentSoFar={spentSoFar} />
          </Panel>
          {!isPlanned && <TargetsPanel drill={drill} />}
        </>
      }
      rail={
        <>
          {isPlanned ? (
            <ReadinessPanel state={state} />
          ) : (
            <DrillNext state={state} />
          )}
          <LinksPanel drill={drill} />
        </>
      }
      timeline={{
        title: t('drill.timeline'),
        version: `${drill.state}/${drill.version}`,
        load: (query, options) => api.getTimeline(number, query, options),
        looks,
      }}
      proof={{ source: api, judge: drillStories.judge }}
    />
  );
}
