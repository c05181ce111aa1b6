import {
  EntityLink,
  RecordColumn,
  Texts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsTranslationRef } from '../translation';

/** What is drilled, and of what it is an example: columns of every list of the area. */
export function targetColumns<T extends { entity?: string; scenario?: string }>(
  t: Texts<typeof chaosDrillsTranslationRef.T>,
): RecordColumn<T>[] {
  return [
    {
      id: 'entity',
      label: t('entity'),
      cell: ({ entity }) =>
        entity === undefined ? '—' : <EntityLink entityRef={entity} />,
    },
    {
      id: 'scenario',
      label: t('scenario'),
      cell: ({ scenario }) => scenario ?? '—',
    },
  ];
}
