import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button, Text } from '@backstage/ui';
import {
  drillPlanPermission,
  DRILLS_SIGNAL_CHANNEL,
  Schedule,
  ScheduleVerb,
} from '@countersign/plugin-chaos-drills-common';
import {
  ActorLink,
  AsyncContent,
  Facts,
  Panel,
  RecordNumber,
  RelativeTime,
  ToneBadge,
  useAction,
  useAsyncData,
  useDraft,
  useIdempotencyKey,
  useOpening,
  useRefetchOnSignal,
  useTexts,
  VerbDialog,
  WindowText,
} from '@countersign/plugin-governance-react';
import {
  RiCalendarScheduleLine,
  RiPauseCircleLine,
  RiShutDownLine,
} from '@remixicon/react';
import { chaosDrillsApiRef } from '../api';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { ScheduleStory } from './ScheduleStory';

const looks = {
  on: { tone: 'success', icon: RiCalendarScheduleLine },
  paused: { tone: 'warning', icon: RiPauseCircleLine },
  off: { tone: 'neutral', icon: RiShutDownLine },
} as const;

/** When drills of an experiment are planned by themselves, who turned that on, and the way to pause it. */
export function SchedulePanel({ experiment }: { experiment: string }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const schedules = useAsyncData(
    'schedules',
    signal => api.listSchedules({ signal }),
    { refetchOnFocus: true },
  );
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, schedules.refetch);
  return (
    <AsyncContent what={t('schedule.what')} rows={3} result={schedules}>
      {({ items }) => {
        const found = items.find(each => each.experiment === experiment);
        if (!found) return null;
        return (
          <>
            <Panel
              title={t('schedule.title')}
              aside={
                <ToneBadge {...looks[found.state]}>
                  {t(`schedule.state.${found.state}`)}
                </ToneBadge>
              }
            >
              <ScheduleFacts schedule={found} />
              <ScheduleButton schedule={found} onDone={schedules.refetch} />
            </Panel>
            <ScheduleStory schedule={found} />
          </>
        );
      }}
    </AsyncContent>
  );
}

function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { state, by, at, reason, next, last, times, problem } = schedule;
  return (
    <>
      <Text color="secondary">{t('schedule.lead')}</Text>
      {problem && (
        <Alert
          status="danger"
          icon
          title={t('schedule.problem')}
          description={problem}
        />
      )}
      <Facts
        facts={[
          {
            id: 'next',
            label: t('schedule.next'),
            value: next ? (
              <WindowText window={next} />
            ) : (
              <span className={styles.quiet}>{t('schedule.nextNone')}</span>
            ),
          },
          {
            id: 'ahead',
            label: t('schedule.planned'),
            value: times && t('schedule.ahead', { count: times.daysAhead }),
          },
          {
            id: 'rule',
            label: t('schedule.rule'),
            value: times && (
              <code className={styles.mono}>
                {times.rrule} ({times.timeZone})
              </code>
            ),
          },
          {
            id: 'last',
            label: t('schedule.last'),
            value: last && <RecordNumber number={last.drill} />,
          },
          {
            id: 'by',
            label: t(`schedule.by.${state === 'paused' ? 'paused' : 'on'}`),
            value: by && at && (
              <span className={styles.row}>
                <ActorLink actor={by} /> <RelativeTime instant={at} />
              </span>
            ),
          },
          { id: 'reason', label: t('schedule.reason'), value: reason },
        ]}
      />
    </>
  );
}

/** Turns it on or pauses it, whichever can be. */
function ScheduleButton(props: { schedule: Schedule; onDone(): void }) {
  const { schedule, onDone } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { allowed, loading } = usePermission({
    permission: drillPlanPermission,
  });
  const opening = useOpening();
  const { keyFor, done } = useIdempotencyKey();
  const { experiment, state } = schedule;
  const verb: ScheduleVerb = state === 'on' ? 'pause' : 'turn-on';
  const isPause = verb === 'pause';
  const [reason, setReason] = useDraft(`chaos-drills/pause/${experiment}`);
  const { run, ...action } = useAction(async (body: { reason?: string }) => {
    await api.actOnSchedule(experiment, verb, body, {
      idempotencyKey: keyFor({ experiment, verb, ...body }),
    });
    done();
  }, onDone);
  if (!allowed) {
    return loading ? null : (
      <Text color="secondary">{t('schedule.onlyOthers')}</Text>
    );
  }
  const submit = async () => {
    if (!(await run(isPause ? { reason: reason.trim() } : {}))) return;
    setReason('');
    opening.dialog.onClose();
    onDone();
  };
  return (
    <div>
      <Button
        variant="secondary"
        onPress={() => {
          action.clear();
          opening.open();
        }}
      >
        {t(`schedule.verb.${verb}`)}
      </Button>
      <VerbDialog
        title={t(`schedule.ask.${verb}`, { experiment })}
        action={t(`schedule.verb.${verb}`)}
        {...(isPause && {
          textLabel: t('schedule.reason'),
          text: reason,
          onText: setReason,
          required: true,
        })}
        state={action}
        {...opening.dialog}
        onSubmit={submit}
      >
        <Text>{t(`schedule.means.${verb}`)}</Text>
      </VerbDialog>
    </div>
  );
}
