import { toInstant } from '@countersign/plugin-governance-react';
import {
  DeclareIncident,
  Level,
} from '@countersign/plugin-incident-management-common';

/** What stands in the form. */
export interface DeclareValues {
  title: string;
  description: string;
  entities: string[];
  impact: Level;
  urgency: Level;
  /** Wall clock; empty for now. */
  started: string;
  triage: boolean;
  drill: boolean;
  /** The group that alone sees it; none, and everybody does who may. */
  privateTo: string[];
}

export const emptyValues: DeclareValues = {
  title: '',
  description: '',
  entities: [],
  impact: 'medium',
  urgency: 'medium',
  started: '',
  triage: false,
  drill: false,
  privateTo: [],
};

/** Fields that are needed, as long as they are not there. */
export type Needed = 'title' | 'entities';

export function lackingOf({ title, entities }: DeclareValues): Needed[] {
  return [
    ...(title.trim().length < 3 ? ['title' as const] : []),
    ...(entities.length === 0 ? ['entities' as const] : []),
  ];
}

/** `entity` of an address, more than once or separated by commas. */
export function valuesFromQuery(
  query: URLSearchParams,
): Partial<DeclareValues> {
  const entities = query
    .getAll('entity')
    .flatMap(text => text.split(','))
    .filter(Boolean);
  return entities.length ? { entities } : {};
}

/** The request that the form makes. */
export function toRequest(values: DeclareValues): DeclareIncident {
  const { title, description, started, privateTo, ...fields } = values;
  const [group] = privateTo;
  return {
    ...fields,
    title: title.trim(),
    description: description.trim() || undefined,
    startedAt: started ? toInstant(started) : undefined,
    privateTo: group,
  };
}
