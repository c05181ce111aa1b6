import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Text } from '@backstage/ui';
import { CalendarChange } from '@countersign/plugin-change-management-common';
import {
  ActorLink,
  EntityLink,
  ErrorPanel,
  PreviewPanel,
  SentenceText,
  SkeletonRows,
  useAsyncData,
  useNow,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import {
  ApprovalBadge,
  isOverdue,
  RiskBadge,
  StateBadge,
  TypeBadge,
} from '../badges';
import { ChangeNumber } from '../ChangeNumber';
import { phraseOf } from '@countersign/plugin-governance-common';
import styles from './CalendarPage.module.css';
import { isMovable } from './calendarEvents';

/** What a change is and what has to happen next, beside the calendar. */
export function ChangePreview(props: {
  change: CalendarChange;
  onClose(): void;
  onMove(): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { change, onClose, onMove } = props;
  const { number, items } = change;
  const now = useNow();
  const api = useApi(changeManagementApiRef);
  const changeLink = useRouteRef(changeRouteRef);
  const detail = useAsyncData(`preview:${number}`, signal =>
    api.getChange(number, { signal }),
  );
  const next = detail.data?.next;

  return (
    <PreviewPanel
      subject={number}
      head={<ChangeNumber number={number} />}
      title={change.title}
      onClose={onClose}
    >
      <div className={styles.line}>
        <StateBadge state={change.state} />
        <RiskBadge risk={change.risk} />
        <TypeBadge type={change.type} />
        {change.approvalStatus === 'due' && (
          <ApprovalBadge status="due" overdue={isOverdue(change, now)} />
        )}
      </div>
      <dl className={styles.facts}>
        <dt>{t('calendar.preview.window')}</dt>
        <dd>
          <WindowText window={change.window} />
        </dd>
        <dt>{t('calendar.preview.environment')}</dt>
        <dd>{change.environment}</dd>
        {change.team && (
          <>
            <dt>{t('calendar.preview.team')}</dt>
            <dd>
              <EntityLink entityRef={change.team} />
            </dd>
          </>
        )}
        <dt>{t('calendar.preview.requester')}</dt>
        <dd>
          <ActorLink actor={change.requester} />
        </dd>
        {change.implementer && (
          <>
            <dt>{t('calendar.preview.implementer')}</dt>
            <dd>
              <EntityLink entityRef={change.implementer} />
            </dd>
          </>
        )}
        <dt>{t('calendar.preview.items')}</dt>
        <dd>
          {items.map(item => (
            <div key={item}>
              <EntityLink entityRef={item} />
            </div>
          ))}
        </dd>
      </dl>
      <div>
        <Text color="secondary" variant="body-small">
          {t('calendar.preview.next')}
        </Text>
        {detail.isPending && (
          <SkeletonRows
            rows={1}
            height={20}
            what={t('calendar.preview.next')}
          />
        )}
        {detail.error && (
          <ErrorPanel
            what={number}
            error={detail.error}
            onRetry={detail.refetch}
          />
        )}
        {next && (
          <div className={styles.line}>
            <Text>
              <SentenceText sentence={phraseOf('text', next) ?? ''} />
            </Text>
            {next.who.map(ref => (
              <EntityLink key={ref} entityRef={ref} />
            ))}
          </div>
        )}
      </div>
      <div className={styles.line}>
        {changeLink && (
          <ButtonLink
            size="small"
            variant="primary"
            href={changeLink({ number })}
          >
            {t('calendar.preview.open', { number })}
          </ButtonLink>
        )}
        {isMovable(change.state) && (
          <Button size="small" variant="secondary" onPress={onMove}>
            {t('calendar.preview.move')}
          </Button>
        )}
      </div>
    </PreviewPanel>
  );
}
