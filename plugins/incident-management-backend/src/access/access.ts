import {
  Authorizer as AuthorizerOf,
  RecordKind,
  Rights,
} from '@countersign/plugin-governance-node';
import {
  incidentCausePermission,
  incidentCommandPermission,
  incidentConfirmPermission,
  incidentCorrectPermission,
  IncidentFacts,
  incidentNotePermission,
  incidentReadPermission,
  incidentRespondPermission,
  incidentRestrictPermission,
  incidentReviewPermission,
} from '@countersign/plugin-incident-management-common';
import {
  IncidentFilter,
  IncidentResource,
  incidentResourceRef,
} from '@countersign/plugin-incident-management-node';

/** What somebody may do with an incident that they may read. */
export type IncidentRight =
  | 'note'
  | 'respond'
  | 'command'
  | 'correct'
  | 'confirm'
  | 'cause'
  | 'review'
  | 'restrict';

/** Incidents as permissions speak of them. */
export const incidentKind: RecordKind<
  IncidentRight,
  IncidentFacts,
  IncidentResource,
  IncidentFilter
> = {
  ref: incidentResourceRef,
  permissions: {
    read: incidentReadPermission,
    note: incidentNotePermission,
    respond: incidentRespondPermission,
    command: incidentCommandPermission,
    correct: incidentCorrectPermission,
    confirm: incidentConfirmPermission,
    cause: incidentCausePermission,
    review: incidentReviewPermission,
    restrict: incidentRestrictPermission,
  },
  // What takes a person is for the judge to say: it knows why, and a verifier asks it too.
  inPerson: [],
  resourceOf: ({ team, opened, roles }) => ({
    team: team === undefined ? [] : [team],
    reporter: opened.by,
    responders: [...new Set(Object.values(roles))],
  }),
  nameOf: ({ number }) => number,
  words: {
    one: 'incident',
    all: 'incidents',
    rights: {
      read: 'read',
      note: 'write a note into',
      respond: 'work on',
      command: 'lead',
      correct: 'set times of',
      confirm: 'confirm times of',
      cause: 'confirm a cause of',
      review: 'write the review of',
      restrict: 'restrict who sees',
    },
  },
};

/** What one caller may do with incidents. */
export type IncidentRights = Rights<
  IncidentRight,
  IncidentFacts,
  IncidentResource,
  IncidentFilter
>;
/** Asks who may do what with incidents. */
export type Authorizer = AuthorizerOf<IncidentRights>;
