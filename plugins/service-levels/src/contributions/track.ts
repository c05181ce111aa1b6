import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import {
  EntityTrack,
  EntityTrackSource,
} from '@countersign/plugin-governance-react';
import {
  ObjectivePage,
  ObjectiveSummary,
  TREND_POINTS,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../api';
import {
  componentSlosKey,
  loadComponentSlos,
} from '../components/EntitySlos/useComponentSlos';
import { leftOf, shareText } from '../components/figures';
import { serviceLevelsTranslationRef } from '../translation';
import { pathsOf } from './pathsOf';

/**
 * What is left of the error budget of an entity over time, of the worst of its objectives: by what the cards of the page know of it
 * already.
 */
export const budgetTrack: EntityTrackSource<Pick<ObjectivePage, 'items'>> = {
  id: 'budget',
  area: 'SLOs',
  request: {
    key: componentSlosKey,
    load: ({ apis, entityRef }) =>
      loadComponentSlos(apis.get(serviceLevelsApiRef)!, entityRef),
  },
  draw({ items }, { apis }) {
    const worst = longestOfWorst(items);
    return (
      worst && {
        text: textOf(apis, worst),
        href: pathsOf(apis).objective(worst.id),
        points: pointsOf(worst),
      }
    );
  },
};

/** Its small picture, whose points are as far apart as the window is long divided by their number, up to when it was judged. */
function pointsOf({
  trend = [],
  window,
  evaluatedAt,
}: ObjectiveSummary): EntityTrack['points'] {
  if (evaluatedAt === undefined) return [];
  const last = Date.parse(evaluatedAt);
  return trend.map((share, i) => ({
    at: new Date(
      last - ((trend.length - 1 - i) * window) / TREND_POINTS,
    ).toISOString(),
    share,
  }));
}

/** Of those that stand worst the one with the longest window: of an hour nothing is to be seen on a time line. */
function longestOfWorst(
  worstFirst: readonly ObjectiveSummary[],
): ObjectiveSummary | undefined {
  const [first] = worstFirst;
  return worstFirst
    .filter(({ state }) => state === first.state)
    .reduce<ObjectiveSummary | undefined>(
      (longest, each) =>
        longest === undefined || each.window > longest.window ? each : longest,
      undefined,
    );
}

function textOf(apis: ApiHolder, objective: ObjectiveSummary): string {
  const { title } = objective;
  const texts = apis
    .get(translationApiRef)
    ?.getTranslation(serviceLevelsTranslationRef);
  if (!texts?.ready) return title;
  const left = leftOf(objective);
  if (left === undefined) return texts.t('entity.track.unknown', { title });
  return texts.t(`entity.track.${left < 0 ? 'overspent' : 'left'}`, {
    title,
    share: shareText(Math.abs(left)),
  });
}
