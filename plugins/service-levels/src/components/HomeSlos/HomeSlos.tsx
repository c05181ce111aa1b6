import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  AsyncContent,
  EmptyState,
  SkeletonRows,
  useAsyncData,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiCheckLine, RiTeamLine } from '@remixicon/react';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { SloRows } from '../EntitySlos/SloRow';
import { worstFirst } from '../EntitySlos/useComponentSlos';

/** So many rows stand on the home page. */
const SHOWN = 8;

/** Objectives of the reader's teams that burn or have spent their budget. */
export function HomeSlos() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { teams, isPending } = useMyTeams();
  const overview = useRouteRef(rootRouteRef)?.();
  const owner = teams.join(',');
  const slos = useAsyncData(
    owner || undefined,
    signal =>
      api.listObjectives(
        { owner: teams, state: ['burning', 'exhausted'], limit: SHOWN },
        { signal },
      ),
    { refetchOnFocus: true },
  );
  if (isPending) return <SkeletonRows rows={3} what={t('entity.home.what')} />;
  if (!owner) {
    return (
      <EmptyState
        icon={RiTeamLine}
        title={t('entity.home.noTeam')}
        description={t('entity.home.noTeamDetail')}
      />
    );
  }
  return (
    <>
      <AsyncContent what={t('entity.home.what')} rows={3} result={slos}>
        {({ items }) =>
          items.length > 0 ? (
            <SloRows
              label={t('entity.home.title')}
              objectives={worstFirst(items)}
            />
          ) : (
            <EmptyState
              icon={RiCheckLine}
              title={t('entity.home.none')}
              description={t('entity.home.noneDetail')}
            />
          )
        }
      </AsyncContent>
      {overview && (
        <p>
          <Link href={`${overview}?${new URLSearchParams({ owner })}`}>
            {t('entity.home.all')}
          </Link>
        </p>
      )}
    </>
  );
}
