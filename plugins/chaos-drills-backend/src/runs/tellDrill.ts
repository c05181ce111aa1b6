import { DrillFacts } from '@countersign/plugin-chaos-drills-common';
import {
  NotificationAbout,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { GameDayStore } from '../database/GameDayStore';
import { DrillUnit, pluginId } from '../unit';

/** What is told, to all who are told anything of a drill. */
type About = Pick<NotificationAbout, 'occasion' | 'words' | 'weight'> & {
  /** Why, in the words of whoever did it. */
  reason?: string;
};

/**
 * Tells those whom a drill concerns: who planned it or turned its schedule on, who started it, who owns what it breaks, and who watches it on a game day.
 * Whoever did it needs no telling.
 */
export async function tellDrill(
  unit: DrillUnit,
  facts: DrillFacts,
  { reason, ...about }: About,
  days: Pick<GameDayStore, 'observersOf'>,
): Promise<void> {
  const { number, title, plannedBy, startedBy, team, schedule } = facts;
  const observers = await days.observersOf(unit.trx, number);
  const people = [plannedBy, schedule?.requester, startedBy, team];
  const concerned = [...people, ...observers].filter(
    ref => ref !== undefined && /^(user|group):/.test(ref),
  );
  const recipients = [...new Set(concerned as string[])];
  if (recipients.length === 0) return;
  unit.tell(
    recordNotification(
      {
        ...{ pluginId, number },
        title: reason === undefined ? title : `${title}\n${reason}`,
      },
      { ...about, recipients, exclude: [unit.actor.ref] },
    ),
  );
}

/** It ends its faults and rolls back, since somebody asked for that. */
export function tellStopped(
  unit: DrillUnit,
  facts: DrillFacts,
  reason: string,
  days: Pick<GameDayStore, 'observersOf'>,
): Promise<void> {
  const about = { occasion: 'run', words: 'is being stopped', reason } as const;
  return tellDrill(unit, facts, { ...about, weight: 'news' }, days);
}
