import {
  ActionItem,
  Incident,
  judgeIncident,
} from '@countersign/plugin-incident-management-common';

/** How somebody may end this action item, by the judge's rules; an incident tells only whether one of all may be ended. */
export function endableBy(
  user: string,
  { id }: Pick<ActionItem, 'id'>,
  incident: Incident,
): { finish: boolean; cancel: boolean } {
  const may = (verb: 'finish-action' | 'cancel-action') =>
    judgeIncident(
      { ...incident, authors: {} },
      {
        verb,
        who: { ref: user, by: 'person' },
        data: { action: id, text: '' },
      },
      {
        now: new Date().toISOString(),
        limits: { closeAfter: 0, reopenWithin: 0 },
      },
    ).ok;
  return { finish: may('finish-action'), cancel: may('cancel-action') };
}
