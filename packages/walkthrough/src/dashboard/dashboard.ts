import {
  DashboardFigure,
  queryString,
  trendOf,
} from '@countersign/plugin-governance-common';
import { Stage, Walkthrough } from '../Stage';
import { exportIt } from './exportIt';
import { figureOf, ninetyDays, reader, readTiles } from './MondayPage';

const company = 'group:default/larkspur';

/** Monday's page: the figures of every area beside the period before, their lists, one team of them, and the proof. */
export const dashboard: Walkthrough = async stage => {
  const { report } = stage;
  const query = ninetyDays();
  report.heading('Monday: the figures of every area, one request each');
  const read = await readTiles(stage, query);
  for (const { area, answer, ms } of read) {
    report.say(`${area} (${Math.round(ms)} ms)`);
    report.say(answer.figures.map(line).join('\n'));
  }
  report.expect(
    'every figure says what it means',
    read.every(({ answer }) =>
      answer.figures.every(({ definition }) => definition.length > 0),
    ),
  );

  report.heading('Each figure leads to its records');
  await expectList(
    stage,
    figureOf(read, 'changes', 'closed'),
    '/change-management/changes',
  );
  await expectList(
    stage,
    figureOf(read, 'incidents', 'open'),
    '/incident-management/incidents',
  );

  report.heading('The organization is all its teams');
  const own = await readTiles(stage, { ...query, team: [company] });
  const of = (all: typeof read) => figureOf(all, 'changes', 'closed').value;
  report.expect(
    'its teams closed no more than there was',
    (of(own) ?? 0) > 0 && of(own)! <= of(read)!,
    `${of(own)} of ${of(read)} closed changes`,
  );
  await exportIt(stage, query, read);
};

async function expectList(
  { portal, report }: Stage,
  { title, value, list }: DashboardFigure,
  path: string,
): Promise<void> {
  const { body } = await portal.call<{ count?: { value: number } }>(
    reader,
    'GET',
    `${path}${queryString(list ?? {})}`,
  );
  report.expect(
    `${title}: the list has as many`,
    list !== undefined && body.count?.value === value,
    `${value}, by ${path}`,
  );
}

function line(figure: DashboardFigure): string {
  const { title, value, unit, previous } = figure;
  const trend = trendOf(figure);
  const shown = (of: number) =>
    `${Math.round(of * 100) / 100}${unit === 'count' ? '' : ` ${unit}`}`;
  const before =
    trend && previous !== undefined
      ? `, before: ${shown(previous)} (${trend.verdict})`
      : '';
  return `  ${title}: ${
    value === undefined ? 'no data' : shown(value)
  }${before}`;
}
