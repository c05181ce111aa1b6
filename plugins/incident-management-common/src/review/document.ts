import { utc } from '@countersign/plugin-governance-common';
import {
  BudgetImpact,
  IncidentFacts,
  incidentTimes,
  priorityOf,
  reviewSections,
  ReviewSection,
} from '../model';
import { DocumentFormat } from './api';
import { budgetLines } from './draft';
import { containedMarkdown, plainLine, quoted } from './markdown';
import { NameOf, namedIn } from './names';
import { spanWords } from './spans';
import { ReviewRevision } from './versions';

const headings: Record<ReviewSection, string> = {
  happened: 'What happened',
  impact: 'Impact',
  factors: 'Contributing factors',
  wentWell: 'What went well',
  wentBadly: 'What to improve',
};

/** What a review is exported from. */
export interface ReviewDocument {
  facts: IncidentFacts;
  revision: ReviewRevision;
  budget: BudgetImpact;
  format: DocumentFormat;
  /** The page of a record, where it has one. */
  linkOf(number: string): string | undefined;
  nameOf?: NameOf;
}

/**
 * A review as a Markdown file. Whatever people wrote stays in its part: it makes no heading, no HTML and no front matter of
 * its own.
 */
export function reviewDocument(options: ReviewDocument): string {
  const { facts, revision, budget, format } = options;
  const { number, title } = facts;
  const name = `${number}: ${plainLine(title)}`;
  const front =
    format === 'techdocs'
      ? [
          '---',
          `title: ${quoted(`${number}: ${title}`)}`,
          `description: ${quoted(`Review of ${number}`)}`,
          '---',
          '',
        ]
      : [];
  return [
    ...front,
    `# ${name}`,
    '',
    ...about(options),
    '',
    ...reviewSections.flatMap(section => [
      `## ${headings[section]}`,
      '',
      containedMarkdown(revision.content[section]) || 'Nothing is written.',
      '',
    ]),
    '## Times',
    '',
    ...times(facts),
    '',
    '## Error budget',
    '',
    ...budgetLines(budget).map(line => `- ${line}`),
    '',
    '## Action items',
    '',
    ...actionItems(options),
    '',
  ].join('\n');
}

function about(document: ReviewDocument): string[] {
  const { facts, revision, linkOf, nameOf } = document;
  const { number, review, impact, urgency, entities, causes } = facts;
  const isPublished = review?.published?.revision === revision.revision;
  return [
    `- Incident: ${linked(number, linkOf)}, priority ${priorityOf(
      impact,
      urgency,
    )}`,
    `- Hit: ${entities.map(plainLine).join(', ')}`,
    ...(causes.length > 0
      ? [
          `- Caused by: ${causes
            .map(({ change }) => linked(change.number, linkOf))
            .join(', ')}`,
        ]
      : []),
    `- Written by: ${namedIn(nameOf)(review?.author ?? revision.by)}`,
    isPublished
      ? `- Published: ${utc(review!.published!.at)}, revision ${
          revision.revision
        }, digest \`${review!.published!.digest}\``
      : `- Draft: revision ${revision.revision} of ${utc(revision.at)}`,
  ];
}

function linked(number: string, linkOf: ReviewDocument['linkOf']): string {
  const href = linkOf(number);
  return href === undefined ? number : `[${number}](${encodeURI(href)})`;
}

function times({ times: known }: IncidentFacts): string[] {
  return [
    '| Time | At | After the start |',
    '| --- | --- | --- |',
    ...incidentTimes.flatMap(name => {
      const at = known[name];
      return at === undefined
        ? []
        : [`| ${name} | ${utc(at)} | ${spanWords(known.started, at)} |`];
    }),
  ];
}

function actionItems(document: ReviewDocument): string[] {
  const { facts, linkOf, nameOf } = document;
  if (facts.actionItems.length === 0) return ['There are none.'];
  return [
    '| What | Owner | Due | State | Done by |',
    '| --- | --- | --- | --- | --- |',
    ...facts.actionItems.map(
      ({ text, owner, dueAt, state, record }) =>
        `| ${plainLine(text)} | ${namedIn(nameOf)(owner)} | ${utc(dueAt).slice(
          0,
          10,
        )} | ${state} | ${record ? linked(record.number, linkOf) : ''} |`,
    ),
  ];
}
