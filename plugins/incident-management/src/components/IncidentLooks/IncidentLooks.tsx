import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  RiBookOpenLine,
  RiCheckboxMultipleLine,
  RiKanbanView,
  RiListUnordered,
  RiPulseLine,
} from '@remixicon/react';
import { useTexts } from '@countersign/plugin-governance-react';
import {
  actionsRouteRef,
  boardRouteRef,
  rootRouteRef,
  runbooksRouteRef,
  statusRouteRef,
} from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './IncidentLooks.module.css';

/**
 * Ways to look at incidents: as a list, by state, by what they hit, and by what is to be done after them. The filters go with
 * list and board.
 */
export function IncidentLooks(props: {
  at: 'list' | 'board' | 'status' | 'actions' | 'runbooks';
  /** The filters, as the query of an address. */
  search?: string;
}) {
  const { at, search } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const query = search ? `?${search}` : '';
  const list = useRouteRef(rootRouteRef)?.();
  const board = useRouteRef(boardRouteRef)?.();
  const status = useRouteRef(statusRouteRef)?.();
  const actions = useRouteRef(actionsRouteRef)?.();
  const runbooks = useRouteRef(runbooksRouteRef)?.();
  const looks = [
    {
      id: 'list' as const,
      href: list && `${list}${query}`,
      icon: RiListUnordered,
    },
    {
      id: 'board' as const,
      href: board && `${board}${query}`,
      icon: RiKanbanView,
    },
    { id: 'status' as const, href: status, icon: RiPulseLine },
    { id: 'actions' as const, href: actions, icon: RiCheckboxMultipleLine },
    { id: 'runbooks' as const, href: runbooks, icon: RiBookOpenLine },
  ];
  return (
    <nav className={styles.looks} aria-label={t('list.looks.label')}>
      {looks.map(
        ({ id, href, icon: Icon }) =>
          href && (
            <ButtonLink
              key={id}
              size="small"
              variant={id === at ? 'secondary' : 'tertiary'}
              href={href}
              iconStart={<Icon />}
              aria-current={id === at ? 'page' : undefined}
            >
              {t(`list.looks.${id}`)}
            </ButtonLink>
          ),
      )}
    </nav>
  );
}
