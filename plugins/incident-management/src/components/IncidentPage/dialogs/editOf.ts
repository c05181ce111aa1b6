import {
  Incident,
  VerbInput,
} from '@countersign/plugin-incident-management-common';

/** What stands in the dialog. */
export interface EditedFields {
  title: string;
  description: string;
  entities: string[];
}

/** What differs from the incident; undefined where nothing does, or what stands there is no edit. */
export function editOf(
  incident: Pick<Incident, 'title' | 'description' | 'entities'>,
  { title, description, entities }: EditedFields,
): Omit<VerbInput<'edit'>, 'version'> | undefined {
  const edit = {
    ...(title.trim() !== incident.title && { title: title.trim() }),
    ...(description.trim() !== (incident.description ?? '') && {
      description: description.trim(),
    }),
    ...(entities.join('\n') !== incident.entities.join('\n') && { entities }),
  };
  const isEdit = Object.keys(edit).length > 0 && entities.length > 0;
  return isEdit ? edit : undefined;
}
