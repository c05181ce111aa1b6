import { changeStates } from '@countersign/plugin-change-management-common';
import {
  SavedViewsMenu,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import {
  changeFilters,
  ListFilters,
  readFilters,
  writeFilters,
} from './listFilters';

const isOpen = (state: string) => state !== 'closed' && state !== 'canceled';

const searchOf = (filters: Partial<ListFilters>) =>
  writeFilters(
    changeFilters(readFilters(new URLSearchParams()), filters),
  ).toString();

/** The views of the list: what most people come for, and what the reader saved. */
export function ListViews(props: {
  search: string;
  onChoose(search: string): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { user, teams } = useMyTeams();
  const views = [
    {
      name: t('list.view.open'),
      search: searchOf({ state: changeStates.filter(isOpen) }),
    },
    ...(user
      ? [{ name: t('list.view.mine'), search: searchOf({ requester: [user] }) }]
      : []),
    ...(teams.length
      ? [{ name: t('list.view.teams'), search: searchOf({ team: teams }) }]
      : []),
    { name: t('list.mine'), search: searchOf({ awaitingMyApproval: true }) },
    { name: t('list.overdue'), search: searchOf({ overdue: true }) },
  ];
  return (
    <SavedViewsMenu
      list="changes"
      search={props.search}
      builtIn={views}
      onChoose={props.onChoose}
    />
  );
}
