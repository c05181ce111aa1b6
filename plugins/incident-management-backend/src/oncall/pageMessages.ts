import {
  AreaPages,
  OutboxMessage,
  recordNotification,
} from '@countersign/plugin-governance-node';
import {
  IncidentFacts,
  priorityOf,
} from '@countersign/plugin-incident-management-common';
import { PRIVATE_WORDS } from '../services/privateWords';
import { PageTarget } from './settings';

const pluginId = 'incident-management';

/** Begins what names a page in a message. */
const PAGE = 'page-';

/** What a page is of, and what comes after it. */
export interface SentPage {
  id: string;
  step: number;
  /** When it is sent. */
  at: Date;
  /** When the next step is told while nobody takes it; absent where nobody is left. */
  nextAt?: number;
}

/** A page to a person or a group: in the portal, and wherever their notifications go. */
export function notificationPage(
  facts: IncidentFacts,
  page: SentPage & { who: string },
): OutboxMessage {
  const { number, impact, urgency } = facts;
  return recordNotification(
    {
      pluginId,
      number,
      title: `${titleOf(facts)}\n${demandOf(facts, page)}`,
      urgent: priorityOf(impact, urgency) <= 2,
    },
    {
      occasion: `${PAGE}${page.id}`,
      recipients: [page.who],
      words:
        page.step === 0 ? 'needs you' : 'needs you: nobody has reacted yet',
      weight: 'act',
    },
  );
}

/** A page to a target that configuration names. */
export function targetPage(
  facts: IncidentFacts,
  page: SentPage,
  target: PageTarget,
  pages: AreaPages,
): OutboxMessage {
  const { number, impact, urgency, entities, times, state, drill } = facts;
  const link = pages.url(number);
  const priority = priorityOf(impact, urgency);
  const words = `${number} (P${priority}): ${titleOf(facts)}`;
  return {
    kind: 'webhook',
    id: `${PAGE}${page.id}`,
    target: target.name,
    body:
      target.format === 'slack'
        ? {
            text: [
              `${drill ? 'Drill: ' : ''}${escapeSlack(words)}`,
              demandOf(facts, page),
              `<${link}>`,
            ].join('\n'),
          }
        : {
            page: page.id,
            incident: number,
            title: titleOf(facts),
            ...{ priority, state, drill, link },
            entities: facts.privateTo === undefined ? entities : [],
            startedAt: times.started,
            step: page.step,
            demand: demandOf(facts, page),
            ...(page.nextAt !== undefined && {
              nextStepAt: new Date(page.nextAt).toISOString(),
            }),
          },
  };
}

/** What its reader is to do: whoever is woken need not know the policy. */
function demandOf(
  { acknowledged }: IncidentFacts,
  { at, nextAt }: SentPage,
): string {
  if (acknowledged) {
    return 'It fires again after somebody had acknowledged it. Nobody else is told: see whether it is in hand.';
  }
  if (nextAt === undefined) {
    return 'Acknowledge it: nobody else is told after you.';
  }
  const minutes = Math.max(1, Math.round((nextAt - at.getTime()) / 60_000));
  return `Acknowledge it within ${minutes} min, or the next step is told.`;
}

/** The page that a message carries; undefined where it carries none. */
export function pageOf(message: OutboxMessage): string | undefined {
  const name = nameOf(message);
  return name?.startsWith(PAGE) ? name.slice(PAGE.length) : undefined;
}

/** The page that the notification of a scope carries; undefined where it carries none. */
export function pageOfScope(scope: string): string | undefined {
  const name = lastOf(scope);
  return name.startsWith(PAGE) ? name.slice(PAGE.length) : undefined;
}

function nameOf(message: OutboxMessage): string | undefined {
  if (message.kind === 'webhook') return message.id;
  return message.kind === 'notification' ? lastOf(message.scope) : undefined;
}

function lastOf(scope: string): string {
  return scope.slice(scope.lastIndexOf(':') + 1);
}

function titleOf({ title, privateTo }: IncidentFacts): string {
  return privateTo === undefined ? title : PRIVATE_WORDS;
}

/** Slack takes these three for its own. */
function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
