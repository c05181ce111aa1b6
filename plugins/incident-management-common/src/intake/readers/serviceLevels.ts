import {
  alertEventSchema,
  newsDetail,
  newsWords,
} from '@countersign/plugin-service-levels-common';
import {
  keyOf,
  linksOf,
  severityOf,
  statusOf,
  titleOf,
  wordsOf,
} from '../fields';
import { AlertSignal, ReadPayload } from '../signal';

const conditions = {
  burn: 'ErrorBudgetBurn',
  silence: 'ObjectiveSilent',
};

/** What is wrong, before the words of the promise: alone they would say that all is well. */
const troubles = {
  burn: 'Error budget burns',
  silence: 'Nothing is heard',
};

/** What service levels tell of their own alerts. An alert that is raised or lowered is the same one with another severity. */
export function readServiceLevels(event: unknown): ReadPayload {
  const { success, data: message } = alertEventSchema.safeParse(event);
  if (!success) {
    return {
      signals: [],
      problems: [
        'data: must be what service levels tell of an alert, in a version that is known here',
      ],
      notes: [],
    };
  }
  const { data: news, entrydigest, time } = message;
  const last = news.phases.at(-1);
  const title = `${news.number} ${newsWords(news)}`;
  const signal: AlertSignal = {
    key: keyOf(news.number),
    status: statusOf(news.happening) ?? 'firing',
    startsAt: news.phases[0]?.startsAt ?? time,
    endsAt: news.happening === 'resolved' ? last?.endsAt ?? time : null,
    order: 'stated',
    ...(news.acknowledgedBy && { acknowledgedBy: news.acknowledgedBy }),
    severity: severityOf(last?.severity),
    title: titleOf(`${troubles[news.kind]}: ${news.title}`),
    text: [title, newsDetail(news)].join('\n\n'),
    condition: conditions[news.kind],
    labels: wordsOf({
      alertname: conditions[news.kind],
      entity: news.component,
      objective: news.objective,
      owner: news.owner,
      severity: last?.severity,
    }),
    annotations: wordsOf({
      number: news.number,
      entry: entrydigest,
      runbook_url: news.runbook,
    }),
    resource: {},
    // When the budget is gone stands in the text, in words.
    values: wordsOf({
      burnRate: rounded(news.burnRate),
      budgetLeft: rounded(news.budgetLeft),
    }),
    links: linksOf(
      { title: 'Objective', url: news.link },
      { title: 'Runbook', url: news.runbook },
    ),
    hints: [news.component],
  };
  return { signals: [signal], problems: [], notes: [] };
}

/** As many digits as somebody reads. */
function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(3));
}
