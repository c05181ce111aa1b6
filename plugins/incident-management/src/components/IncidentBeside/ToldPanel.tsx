import { useApi } from '@backstage/frontend-plugin-api';
import {
  ActorLink,
  AsyncContent,
  Panel,
  RelativeTime,
  RowBoundary,
  Tone,
  ToneBadge,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  EscalationAnswer,
  PageMessage,
  SentPage,
} from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiCloseLine,
  RiTimeLine,
  RiUserUnfollowLine,
} from '@remixicon/react';
import { onCallApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { MessageBadges, Via } from './MessageBadges';
import { MessageTroubles } from './MessageTroubles';
import styles from './IncidentBeside.module.css';

type Arrival = 'delivered' | 'in-portal' | 'pending' | 'failed' | 'nobody';

const looks: Record<Arrival, { tone: Tone; icon: RemixiconComponentType }> = {
  delivered: { tone: 'success', icon: RiCheckLine },
  'in-portal': { tone: 'success', icon: RiCheckLine },
  pending: { tone: 'neutral', icon: RiTimeLine },
  failed: { tone: 'danger', icon: RiCloseLine },
  nobody: { tone: 'danger', icon: RiUserUnfollowLine },
};

const reasons = ['gap', 'left', 'unknown-rotation', 'no-owner'] as const;

/** Who was told of the incident, by which step, and whether it arrived; nothing where no policy tells anybody. */
export function ToldPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const { detail, generation } = useIncidentPage();
  const { number } = detail.incident;
  const told = useAsyncData(
    `${number}/${generation}`,
    signal => api.listPages(number, { signal }),
    { keepPrevious: true, refetchOnFocus: true },
  );
  const { data, error } = told;
  if (!error && !data?.policy && !data?.pages.length) return null;
  return (
    <Panel title={t('beside.pages.title')}>
      <AsyncContent what={t('beside.pages.what')} rows={2} result={told}>
        {answer => <Told answer={answer} />}
      </AsyncContent>
    </Panel>
  );
}

function Told({ answer }: { answer: EscalationAnswer }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { pages, endedAt, nextAt } = answer;
  return (
    <>
      {pages.length === 0 ? (
        <p className={styles.quiet}>{t('beside.pages.none')}</p>
      ) : (
        <ul className={styles.lines} aria-label={t('beside.pages.label')}>
          {pages.map(page => (
            <li key={page.id}>
              <RowBoundary name={page.recipient}>
                <PageLine page={page} />
              </RowBoundary>
            </li>
          ))}
        </ul>
      )}
      {nextAt && !endedAt && (
        <p className={styles.quiet}>
          {t('beside.pages.next')} <RelativeTime instant={nextAt} />
        </p>
      )}
    </>
  );
}

function PageLine({ page }: { page: SentPage }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { channel, recipient, via, step, sentAt, attempts, failure } = page;
  const arrival = arrivalOf(page);
  const reason = reasons.find(known => known === page.nobody);
  return (
    <>
      <div className={styles.head}>
        {channel === 'target' ? (
          t('beside.pages.target', { name: recipient })
        ) : (
          <ActorLink actor={recipient} hideIcon />
        )}
        <ToneBadge {...looks[arrival]}>
          {t(`beside.pages.${arrival}`)}
        </ToneBadge>
        {passedOn(page).map(passed => (
          <MessageBadges key={passed.via} {...passed} />
        ))}
      </div>
      <div className={styles.quiet}>
        {t('beside.pages.step', { step: String(step + 1) })} ·{' '}
        <RelativeTime instant={sentAt} />
        {via && ` · ${t('beside.pages.via', { via })}`}
        {page.nobody &&
          ` · ${reason ? t(`beside.pages.reason.${reason}`) : page.nobody}`}
        {attempts > 0 &&
          ` · ${t('beside.pages.attempts', { count: attempts })}`}
        {failure && ` · ${failure}`}
      </div>
      {passedOn(page).map(passed => (
        <MessageTroubles key={passed.via} {...passed} />
      ))}
    </>
  );
}

/** By what it went on from the portal. */
function passedOn({
  mails = [],
  slack = [],
}: SentPage): { via: Via; messages: PageMessage[] }[] {
  return [
    { via: 'mail', messages: mails },
    { via: 'slack', messages: slack },
  ];
}

function arrivalOf({ channel, deliveredAt, failure }: SentPage): Arrival {
  if (channel === 'nobody') return 'nobody';
  if (deliveredAt) return channel === 'target' ? 'delivered' : 'in-portal';
  return failure ? 'failed' : 'pending';
}
