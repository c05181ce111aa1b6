import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { CalendarChange } from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { TimeWindow, reasonOf } from '@countersign/plugin-governance-common';
import {
  ErrorPanel,
  SentenceText,
  SkeletonRows,
  toWallClock,
  useSaving,
  useTexts,
  WallClockField,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { RiskBadge } from '../badges';
import { MoveConflicts } from './MoveConflicts';
import { consequenceOfMove, useMoveProposal } from './useMoveProposal';
import styles from './CalendarPage.module.css';

/**
 * A new window is proposed here, never saved by the drag itself: the conflicts of the new window and what becomes of
 * the approvals stand on the page before the button that saves.
 */
export function MoveDialog(props: {
  change: CalendarChange;
  /** The window proposed at first: where the change was dropped, or where it is. */
  proposed: TimeWindow;
  onCancel(): void;
  onSaved(window: TimeWindow): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change, proposed, onCancel, onSaved } = props;
  const { number } = change;
  const api = useApi(changeManagementApiRef);
  // Instants at first, wall clocks once they were edited: what is not edited keeps its seconds.
  const [start, setStart] = useState(proposed.start);
  const [end, setEnd] = useState(proposed.end);
  const window = windowOf(start, end);
  const { save, isPending, failure, clear } = useSaving(
    () => window && onSaved(window),
  );
  const { detail, preview } = useMoveProposal(number, window);
  const edit = detail.data?.actions.find(action => action.verb === 'edit');
  const refused = edit && !edit.allowed ? edit : undefined;
  const unchanged =
    window?.start === change.window.start && window?.end === change.window.end;

  const propose = (slot: TimeWindow) => {
    setStart(slot.start);
    setEnd(slot.end);
  };

  const move = async () => {
    if (!detail.data || !window) return;
    const { version } = detail.data.change;
    await save({
      work: () => api.updateChange(number, { version, window }),
      title: t('calendar.move.saved', { number }),
    });
  };

  return (
    <Dialog
      isOpen
      isDismissable
      width={640}
      onOpenChange={open => !open && onCancel()}
    >
      <DialogHeader>{t('calendar.move.title', { number })}</DialogHeader>
      <DialogBody>
        <div className={styles.stack}>
          <Text weight="bold">{change.title}</Text>
          <dl className={styles.facts}>
            <dt>{t('calendar.move.from')}</dt>
            <dd>
              <WindowText window={change.window} />
            </dd>
            <dt>{t('calendar.move.to')}</dt>
            <dd>
              <WindowText window={window} />
            </dd>
          </dl>
          <div className={styles.fields}>
            <WallClockField
              label={t('calendar.move.start')}
              value={toWallClock(start)}
              onChange={setStart}
            />
            <WallClockField
              label={t('calendar.move.end')}
              value={toWallClock(end)}
              onChange={setEnd}
              error={window ? undefined : t('calendar.move.endBeforeStart')}
            />
          </div>

          {detail.error && (
            <ErrorPanel
              what={number}
              error={detail.error}
              onRetry={detail.refetch}
            />
          )}
          {preview.error && (
            <ErrorPanel
              what={t('calendar.move.risk')}
              error={preview.error}
              onRetry={preview.refetch}
            />
          )}
          {window &&
            (detail.isPending || preview.isPending) &&
            !detail.error && (
              <SkeletonRows rows={2} what={t('calendar.move.checking')} />
            )}
          {preview.data && (
            <>
              <MoveConflicts
                conflicts={preview.data.conflicts}
                truncated={preview.data.conflictsTruncated}
                freeSlot={preview.data.nextFreeSlot}
                onUseFreeSlot={propose}
              />
              <div className={styles.line}>
                <Text color="secondary">{t('calendar.move.risk')}</Text>
                <RiskBadge risk={preview.data.risk} />
              </div>
            </>
          )}
          {detail.data && !refused && <Consequence detail={detail.data} />}
          {refused && (
            <Alert
              status="warning"
              icon
              title={t('calendar.move.refused')}
              description={<SentenceText sentence={reasonOf(refused)} />}
            />
          )}
          {failure && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={
                failure.name === 'ConflictError'
                  ? t('calendar.move.stale', { number })
                  : failure.message
              }
              customActions={
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => {
                    clear();
                    detail.refetch();
                  }}
                >
                  {t('calendar.move.reload')}
                </Button>
              }
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onCancel}>
          {t('calendar.move.cancel')}
        </Button>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={!window || unchanged || !preview.data || Boolean(refused)}
          onPress={move}
        >
          {t('calendar.move.save')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Consequence(props: {
  detail: Parameters<typeof consequenceOfMove>[0];
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const consequence = consequenceOfMove(props.detail);
  const text =
    consequence.kind === 'voidsSome'
      ? t('calendar.move.consequence.voidsSome', { count: consequence.count })
      : t(`calendar.move.consequence.${consequence.kind}`);
  return consequence.kind === 'none' ? (
    <Text color="secondary">{text}</Text>
  ) : (
    <Alert status="warning" icon title={text} />
  );
}

function windowOf(start: string, end: string): TimeWindow | undefined {
  const from = DateTime.fromISO(start).toUTC();
  const to = DateTime.fromISO(end).toUTC();
  return from.isValid && to.isValid && from < to
    ? { start: from.toISO(), end: to.toISO() }
    : undefined;
}
