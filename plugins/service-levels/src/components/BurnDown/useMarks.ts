import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  AreaAnswer,
  Mark,
  markSourcesIn,
  useAreas,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  BurnDown,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { RemixiconComponentType, RiAlarmWarningLine } from '@remixicon/react';
import { serviceLevelsTranslationRef } from '../../translation';

/** Something that happened, as a chart and what stands beneath it have it. Milliseconds since 1970. */
export interface ChartMark extends Omit<Mark, 'at' | 'end'> {
  at: number;
  end?: number;
  area: string;
  icon: RemixiconComponentType;
  /** Told with its own color: it says that budget is spent. */
  isAlert: boolean;
}

export interface Marks {
  all: ChartMark[];
  /** Those that a chart has place for, newest last. */
  shown: ChartMark[];
  /** The areas that were asked, those that did not answer among them. */
  answers: AreaAnswer<Mark[]>[];
}

/** On a chart nobody tells more than so many apart; all of them stand in the list. */
const MOST_SHOWN = 40;

/** What happened to the service meanwhile: its alerts, and what other areas mark. */
export function useMarks(
  { component, alerts }: ObjectiveDetail,
  burnDown: Pick<BurnDown, 'from' | 'to'> | undefined,
): Marks {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const sources = markSourcesIn(useApiHolder());
  const { from, to } = burnDown ?? {};
  const answers = useAreas(
    component && from && to ? `${component}/${from}/${to}` : undefined,
    sources,
    (source, request) =>
      source.load({
        ...request,
        entityRef: component!,
        from: from!,
        to: to!,
      }),
  );
  if (!from || !to) return { all: [], shown: [], answers };
  const own = alerts.map(
    ({ number, title, firedAt, pendingSince, resolvedAt }): ChartMark => ({
      ...{ id: number, record: number, title },
      at: Date.parse(firedAt ?? pendingSince),
      ...(resolvedAt && { end: Date.parse(resolvedAt) }),
      area: t('objective.burnDown.alert'),
      icon: RiAlarmWarningLine,
      isAlert: true,
    }),
  );
  const others = answers.flatMap(({ area, data = [] }, i) =>
    data.map(
      ({ at, end, ...mark }): ChartMark => ({
        ...mark,
        at: Date.parse(at),
        ...(end && { end: Date.parse(end) }),
        area,
        icon: sources[i].icon,
        isAlert: false,
      }),
    ),
  );
  const start = Date.parse(from);
  const all = [...own, ...others]
    .filter(({ at, end }) => (end ?? at) >= start && at <= Date.parse(to))
    .sort((a, b) => a.at - b.at);
  return { all, shown: all.slice(-MOST_SHOWN), answers };
}
