import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  AsyncContent,
  RelativeTime,
  RowBoundary,
  Tone,
  ToneBadge,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { SourceList as Sources } from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiErrorWarningLine,
  RiHourglassLine,
  RiPauseLine,
} from '@remixicon/react';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';
import styles from './SourcesPage.module.css';

type Source = Sources['items'][number];
type SourceState = 'ok' | 'trouble' | 'unheard' | 'unused';

const looks: Record<SourceState, { tone: Tone; icon: RemixiconComponentType }> =
  {
    ok: { tone: 'success', icon: RiCheckLine },
    trouble: { tone: 'danger', icon: RiErrorWarningLine },
    unheard: { tone: 'neutral', icon: RiHourglassLine },
    unused: { tone: 'neutral', icon: RiPauseLine },
  };

/** Where measurements come from, what does not answer first. */
export function SourceList(props: { sources: readonly Source[] }) {
  const sources = [...props.sources].sort(
    (a, b) =>
      Number(stateOf(b) === 'trouble') - Number(stateOf(a) === 'trouble'),
  );
  return (
    <ul className={styles.sources}>
      {sources.map(source => (
        <li key={source.name}>
          <RowBoundary name={source.name}>
            <SourceRow source={source} />
          </RowBoundary>
        </li>
      ))}
    </ul>
  );
}

function stateOf({ trouble, heardAt, objectives }: Source): SourceState {
  if (trouble !== undefined) return 'trouble';
  if (objectives === 0) return 'unused';
  return heardAt === undefined ? 'unheard' : 'ok';
}

function SourceRow({ source }: { source: Source }) {
  const { name, heardAt, trouble, failures, objectives } = source;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const state = stateOf(source);
  const heard = trouble === undefined ? 'sources.heard' : 'sources.since';
  return (
    <>
      <div className={styles.head}>
        <code>{name}</code>
        <ToneBadge {...looks[state]}>{t(`sources.state.${state}`)}</ToneBadge>
        <span className={styles.quiet}>
          {heardAt ? (
            <>
              {t(heard)} <RelativeTime instant={heardAt} />
            </>
          ) : (
            t('sources.never')
          )}
          {failures > 0 && ` · ${t('sources.failures', { count: failures })}`}
        </span>
      </div>
      {trouble !== undefined && <p className={styles.why}>{trouble}</p>}
      {objectives > 0 ? (
        <Dependents name={name} count={objectives} />
      ) : (
        <p className={styles.quiet}>{t('sources.unusedDetail')}</p>
      )}
    </>
  );
}

/** The objectives that depend on a source; asked for once somebody wants to see them. */
function Dependents(props: { name: string; count: number }) {
  const { name, count } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const objectiveLink = useRouteRef(objectiveRouteRef);
  const [isOpen, setOpen] = useState(false);
  const objectives = useAsyncData(isOpen ? name : undefined, signal =>
    api.listObjectives({ source: [name], limit: 200 }, { signal }),
  );
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('sources.objectives', { count })}</summary>
      {isOpen && (
        <AsyncContent
          what={t('sources.objectivesWhat')}
          rows={Math.min(count, 8)}
          result={objectives}
        >
          {({ items, nextCursor }) => (
            <ul className={styles.dependents}>
              {items.map(({ id, title, state }) => (
                <li key={id}>
                  <RowBoundary name={id}>
                    <StateBadge state={state} />{' '}
                    <Link href={objectiveLink?.({ id })}>{title}</Link>
                  </RowBoundary>
                </li>
              ))}
              {nextCursor && <li>{t('sources.more')}</li>}
            </ul>
          )}
        </AsyncContent>
      )}
    </details>
  );
}
