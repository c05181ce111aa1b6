import { useBreakpoint } from '@backstage/ui';
import { ListedIncident } from '@countersign/plugin-incident-management-common';
import { IncidentCards } from './IncidentCards';
import { IncidentsTable } from './IncidentsTable';

/** Incidents as rows of a table, or as cards where the screen is narrow. */
export function IncidentRows(props: {
  incidents: ListedIncident[];
  /** A newer answer is on its way. */
  isStale: boolean;
}) {
  const narrow = useBreakpoint().down('sm');
  const { incidents, isStale } = props;
  return narrow ? (
    <IncidentCards incidents={incidents} />
  ) : (
    <IncidentsTable incidents={incidents} isStale={isStale} />
  );
}
