import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { EntityTrackSource } from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../api';
import { loadComponentSlos } from '../components/EntitySlos/useComponentSlos';
import { leftOf, shareText } from '../components/figures';
import { serviceLevelsTranslationRef } from '../translation';
import { pathsOf } from './pathsOf';

/** What is left of the error budget of an entity over time: of the worst of its objectives. */
export const loadTrack: EntityTrackSource['load'] = async ({
  apis,
  signal,
  entityRef,
}) => {
  const api = apis.get(serviceLevelsApiRef)!;
  const { items } = await loadComponentSlos(api, entityRef);
  const worst = longestOfWorst(items);
  if (!worst) return undefined;
  const { points } = await api.getBurnDown(worst.id, {}, { signal });
  return {
    text: textOf(apis, worst),
    href: pathsOf(apis).objective(worst.id),
    points: points.map(({ at, left: share }) => ({ at, share })),
  };
};

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
