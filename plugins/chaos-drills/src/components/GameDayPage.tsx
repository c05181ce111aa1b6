import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  GameDayDetail,
  gameDaySignalChannel,
  gameDayStories,
} from '@countersign/plugin-chaos-drills-common';
import {
  ActorLink,
  Panel,
  RecordBody,
  RecordHeader,
  RecordMeta,
  RecordNext,
  RecordPage,
  RecordState,
  Stepper,
  stepsThrough,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { chaosDrillsApiRef, gameDayProof } from '../api';
import { gameDaysRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { DrillLines } from './DrillLines';
import styles from './Drills.module.css';
import { GameDayDialog } from './GameDayDialogs';
import { gameDayLooks } from './gameDayLooks';
import { StateBadge, stateLooks } from './looks';

/** While it runs its drills change, of which no signal of the day tells. */
const RUNNING_MS = 5_000;

const channelOf = ({ gameDay }: GameDayDetail) => gameDaySignalChannel(gameDay);
const everyMs = ({ gameDay: { state } }: GameDayDetail) =>
  state === 'running' ? RUNNING_MS : undefined;

/** One game day: its drills as they stand, who watches, what happened in all of it in one line of time, and one proof. */
export function GameDayPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('gameDay.one')}
      notFound={t('gameDay.notFound')}
      list={{
        href: useRouteRef(gameDaysRouteRef)?.(),
        text: t('gameDay.all'),
      }}
      record={useRecord(
        number,
        (shown, options) => api.getGameDay(shown, options),
        channelOf,
        everyMs,
      )}
    >
      {state => <GameDayContent key={number} state={state} />}
    </RecordPage>
  );
}

function GameDayContent({ state }: { state: RecordState<GameDayDetail> }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { gameDay, drills, next, actions } = state.detail;
  const { number, version, goal, summary, observers } = gameDay;
  const looks = useMemo(() => gameDayLooks(t), [t]);
  const proof = useMemo(() => gameDayProof(api), [api]);
  // What happened in a drill is part of the day.
  const drillVersions = drills.map(drill => drill.version).join('-');
  return (
    <RecordBody
      number={number}
      state={state}
      header={<GameDayHeader detail={state.detail} />}
      main={
        <>
          {goal && (
            <Panel title={t('gameDay.goal')}>
              <p className={styles.words}>{goal}</p>
            </Panel>
          )}
          {summary && (
            <Panel title={t('gameDay.summary')}>
              <p className={styles.words}>{summary}</p>
            </Panel>
          )}
          <Panel title={t('gameDay.drills')}>
            {drills.length === 0 ? (
              <span className={styles.quiet}>{t('gameDay.noDrills')}</span>
            ) : (
              <DrillLines drills={drills} label={t('gameDay.drills')} />
            )}
          </Panel>
        </>
      }
      rail={
        <>
          <RecordNext
            next={next}
            actions={actions}
            labelOf={verb => t(`gameDay.verb.${verb}`)}
            dialogOf={(verb, dialog) => (
              <GameDayDialog verb={verb} state={state} {...dialog} />
            )}
          />
          <Panel title={t('gameDay.observers')}>
            {observers.length === 0 && (
              <span className={styles.quiet}>{t('gameDay.noObservers')}</span>
            )}
            <ul className={styles.lines} aria-label={t('gameDay.observers')}>
              {observers.map(observer => (
                <li key={observer}>
                  <ActorLink actor={observer} />
                </li>
              ))}
            </ul>
          </Panel>
        </>
      }
      timeline={{
        title: t('gameDay.timeline'),
        version: `${gameDay.state}/${version}/${drillVersions}`,
        load: (query, options) =>
          api.getGameDayTimeline(number, query, options),
        looks,
      }}
      proof={{ source: proof, judge: gameDayStories.judge }}
    />
  );
}

function GameDayHeader({ detail }: { detail: GameDayDetail }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const list = useRouteRef(gameDaysRouteRef)?.();
  const { number, title, state, plannedBy } = detail.gameDay;
  return (
    <RecordHeader
      number={number}
      title={title}
      list={{ href: list, text: t('gameDay.all') }}
      chips={<StateBadge drill={detail.gameDay} />}
    >
      <RecordMeta>
        {t('gameDay.plannedBy')} <ActorLink actor={plannedBy} />
      </RecordMeta>
      <Stepper
        label={t('gameDay.steps')}
        steps={stepsThrough(
          state === 'canceled'
            ? (['planned', 'canceled'] as const)
            : (['planned', 'running', 'ended'] as const),
          state,
          id => ({ label: t(`state.${id}`), icon: stateLooks[id].icon }),
        )}
      />
    </RecordHeader>
  );
}
