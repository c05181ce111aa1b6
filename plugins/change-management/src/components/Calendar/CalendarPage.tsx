import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Container, useBreakpoint } from '@backstage/ui';
import {
  CalendarBand,
  CalendarChange,
  calendarManagePermission,
} from '@countersign/plugin-change-management-common';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  AreaProblems,
  deniedPage,
  ErrorPanel,
  NotForYou,
  OwnedItems,
  PageTitle,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { BandPreview } from './BandPreview';
import { CalendarSubject, eventIdOf } from './calendarEvents';
import { CalendarFilters } from './CalendarFilters';
import { CalendarLegend } from './CalendarLegend';
import {
  CalendarParams,
  readCalendarParams,
  writeCalendarParams,
} from './calendarParams';
import { ChangeCalendar } from './ChangeCalendar';
import { ChangePreview } from './ChangePreview';
import styles from './CalendarPage.module.css';
import { EndRuleDialog } from './EndRuleDialog';
import { EntryPreview } from './EntryPreview';
import { MoveDialog } from './MoveDialog';
import { RulesPanel } from './RulesPanel';
import { ScheduleRuleDialog } from './ScheduleRuleDialog';
import { useCalendar } from './useCalendar';
import { useCalendarEntries } from './useCalendarEntries';

/** Environments everybody has; those that changes name are added. */
const usualEnvironments = ['development', 'staging', 'production'];

interface Proposal {
  change: CalendarChange;
  window: TimeWindow;
  /** Puts a dragged event back. */
  undo?: () => void;
}

/** Every planned change of a period, with the freezes and maintenance windows it has to respect. */
export function CalendarPage() {
  const { t } = useTexts(changeManagementTranslationRef);
  const [searchParams, setSearchParams] = useSearchParams();
  const narrow = useBreakpoint().down('sm');
  const params = readCalendarParams(searchParams, narrow ? 'list' : 'month');
  const setParams = (change: Partial<CalendarParams>) =>
    setSearchParams(before => writeCalendarParams(before, change), {
      replace: true,
    });

  const [period, setPeriod] = useState<TimeWindow>();
  const [subject, setSubject] = useState<CalendarSubject>();
  const [proposal, setProposal] = useState<Proposal>();
  const [declaring, setDeclaring] = useState(false);
  const [ending, setEnding] = useState<CalendarBand>();
  const { allowed: mayManage } = usePermission({
    permission: calendarManagePermission,
  });

  const calendar = useCalendar({
    period,
    scope: params.scope,
    environments: params.environments,
  });
  const { data } = calendar;
  const others = useCalendarEntries(period, data?.changes);
  const environments = [
    ...new Set([
      ...usualEnvironments,
      ...(data?.changes.map(change => change.environment) ?? []),
      ...params.environments,
    ]),
  ];
  const selected =
    subject?.type === 'change' ? subject.change.number : undefined;

  // A dialog stands alone: on a phone the preview would lie over it.
  const previewed = proposal || ending ? undefined : subject;

  const board = useRef<HTMLDivElement>(null);
  const rules = useRef<HTMLElement>(null);
  // What had the focus goes away with a preview and with a rule: it moves to where the keyboard came from.
  const closePreview = () => {
    setSubject(undefined);
    const id = subject && eventIdOf(subject);
    [...(board.current?.querySelectorAll<HTMLElement>('[data-event]') ?? [])]
      .find(element => element.dataset.event === id)
      ?.focus();
  };
  const [ended, setEnded] = useState(0);
  useEffect(() => {
    if (ended) rules.current?.focus();
  }, [ended]);

  const cancelMove = () => {
    proposal?.undo?.();
    setProposal(undefined);
  };

  const denied = deniedPage(calendar);
  if (denied !== undefined) {
    return <NotForYou page={t('calendar.pageTitle')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('calendar.pageTitle')} />
      <CalendarFilters
        scope={params.scope}
        environments={params.environments}
        choices={environments}
        onScope={scope => setParams({ scope })}
        onEnvironments={chosen => setParams({ environments: chosen })}
      />
      {calendar.error && (
        <ErrorPanel
          what={t('calendar.title')}
          error={calendar.error}
          onRetry={calendar.refetch}
        />
      )}
      <AreaProblems answers={others.answers} />
      <Notices
        scope={params.scope}
        owned={calendar.owned}
        nothingOfMine={calendar.nothingOfMine}
        truncated={data?.truncated ?? false}
      />
      <div
        ref={board}
        className={styles.board}
        data-preview={previewed ? '' : undefined}
      >
        <div className={styles.main} aria-busy={calendar.isPending}>
          <ChangeCalendar
            view={params.view}
            date={params.date}
            data={data}
            entries={others.entries}
            selected={selected}
            onView={view => setParams({ view })}
            onDate={date => setParams({ date })}
            onPeriod={setPeriod}
            onSelect={setSubject}
            onMove={(change, window, undo) =>
              setProposal({ change, window, undo })
            }
          />
          <CalendarLegend />
          <RulesPanel
            ref={rules}
            bands={data?.bands ?? []}
            onAdd={mayManage ? () => setDeclaring(true) : undefined}
            onEnd={mayManage ? setEnding : undefined}
          />
        </div>
        {previewed?.type === 'change' && (
          <ChangePreview
            change={previewed.change}
            onClose={closePreview}
            onMove={() =>
              setProposal({
                change: previewed.change,
                window: previewed.change.window,
              })
            }
          />
        )}
        {previewed?.type === 'band' && (
          <BandPreview
            band={previewed.band}
            onClose={closePreview}
            onEnd={mayManage ? () => setEnding(previewed.band) : undefined}
          />
        )}
        {previewed?.type === 'entry' && (
          <EntryPreview entry={previewed.entry} onClose={closePreview} />
        )}
      </div>
      {proposal && (
        <MoveDialog
          change={proposal.change}
          proposed={proposal.window}
          onCancel={cancelMove}
          onSaved={window => {
            const { change } = proposal;
            setProposal(undefined);
            if (subject) {
              setSubject({ type: 'change', change: { ...change, window } });
            }
            calendar.refetch();
          }}
        />
      )}
      {declaring && (
        <ScheduleRuleDialog
          environments={environments}
          onCancel={() => setDeclaring(false)}
          onSaved={() => {
            setDeclaring(false);
            calendar.refetch();
          }}
        />
      )}
      {ending && (
        <EndRuleDialog
          band={ending}
          onCancel={() => setEnding(undefined)}
          onEnded={() => {
            setEnding(undefined);
            setSubject(undefined);
            setEnded(count => count + 1);
            calendar.refetch();
          }}
        />
      )}
    </Container>
  );
}

/** Why less is shown than one might expect. */
function Notices(props: {
  scope: CalendarParams['scope'];
  owned?: OwnedItems;
  nothingOfMine: boolean;
  truncated: boolean;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { scope, owned, nothingOfMine, truncated } = props;
  const notices: (string | false | undefined)[] = [
    nothingOfMine && scope === 'team' && t('calendar.scope.noTeam'),
    nothingOfMine && scope === 'items' && t('calendar.scope.noItems'),
    owned &&
      owned.total > owned.refs.length &&
      t('calendar.scope.someItems', {
        total: String(owned.total),
        shown: String(owned.refs.length),
      }),
    truncated && t('calendar.truncated'),
  ];
  return (
    <>
      {notices.map(
        text =>
          text && <Alert key={text} status="info" icon title={text} mb="3" />,
      )}
    </>
  );
}
