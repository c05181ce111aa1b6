import {
  SavedViewsMenu,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { searchOf } from './listFilters';

/** The views of the list: what most people come for, and what the reader saved. */
export function ListViews(props: {
  search: string;
  onChoose(search: string): void;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { teams } = useMyTeams();
  const views = [
    { name: t('list.view.open'), search: searchOf({ open: true }) },
    { name: t('list.view.mine'), search: searchOf({ mine: true }) },
    ...(teams.length
      ? [{ name: t('list.view.teams'), search: searchOf({ team: teams }) }]
      : []),
    { name: t('list.view.major'), search: searchOf({ major: true }) },
    { name: t('list.view.overdue'), search: searchOf({ overdue: true }) },
  ];
  return (
    <SavedViewsMenu
      list="incidents"
      search={props.search}
      builtIn={views}
      onChoose={props.onChoose}
    />
  );
}
