import { importedIncidentsApiRef, importedProblemsApiRef } from '../../api';
import {
  importedIncidentRouteRef,
  importedIncidentsRouteRef,
  importedProblemRouteRef,
  importedProblemsRouteRef,
} from '../../routes';

/** Where each kind of record of other systems is asked for, and where its pages are. */
export const importedKinds = {
  incident: {
    api: importedIncidentsApiRef,
    list: importedIncidentsRouteRef,
    record: importedIncidentRouteRef,
  },
  problem: {
    api: importedProblemsApiRef,
    list: importedProblemsRouteRef,
    record: importedProblemRouteRef,
  },
} as const;

/** What they are called. */
export type ImportedKind = keyof typeof importedKinds;
