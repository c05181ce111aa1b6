import { Entity } from '@backstage/catalog-model';
import {
  ApiHolder,
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** How an entity stands by one check. */
export interface ScorecardAnswer {
  /** `exempt` where it is not asked of such an entity: it does not count. */
  state: 'met' | 'unmet' | 'exempt';
  /** What was found, in a sentence. */
  detail: string;
  /** What mends it, verb first, and where. */
  next?: { text: string; href?: string };
}

/** What is judged. */
export interface Judged {
  entity: Entity;
  entityRef: string;
  apis: ApiHolder;
}

/** One thing that a well kept service has, told by the area that knows it. */
export interface ScorecardCheck<T = unknown> {
  /** Unique among checks, such as `slo`: the card is configured by it. */
  id: string;
  /** As people call the area: "SLOs". */
  area: string;
  /** What is asked for: "Has an SLO". */
  title: string;
  /** Where it stands: checks with less come first. */
  order: number;
  /**
   * What has to be asked first; nothing where the entity itself tells. It is shared with whatever else on the page has the
   * same `key`, such as a card of the area (`useAsyncData`, `shared`), so that one request answers both.
   */
  request?: {
    key(entityRef: string): string;
    load(request: AreaRequest & { entityRef: string }): Promise<T>;
  };
  /**
   * For the list of all services: the same answers, of all entities at once by one request. A check that has a `request` and
   * nothing of the kind is on the cards only.
   */
  overview?: {
    /** By entity ref, in lower case. */
    load(request: AreaRequest): Promise<ReadonlyMap<string, T>>;
    /** That of an entity which is not among them. */
    otherwise: T;
  };
  /** Judges the answer; undefined where nothing was asked. */
  judge(answer: T, judged: Judged): ScorecardAnswer;
}

/** The checks that count, in their order. */
export interface ScorecardChecks {
  checks: readonly ScorecardCheck[];
}

/** Finds the checks; absent in an app without the `governance-dashboard` plugin. */
export const scorecardChecksApiRef = createApiRef<ScorecardChecks>().with({
  id: 'plugin.governance-dashboard.scorecard',
  pluginId: 'governance-dashboard',
});

const none: readonly ScorecardCheck[] = [];

/** The checks that there are, in their order: the same array as long as the app is. */
export function scorecardChecksIn(apis: ApiHolder): readonly ScorecardCheck[] {
  return apis.get(scorecardChecksApiRef)?.checks ?? none;
}

/** What a scorecard check extension says. */
export const scorecardCheckDataRef =
  createExtensionDataRef<ScorecardCheck>().with({
    id: 'governance.scorecard-check',
  });

/** Adds a check to the scorecard of every configuration item. */
export const ScorecardCheckBlueprint = readable(
  createExtensionBlueprint({
    kind: 'scorecard-check',
    attachTo: { id: 'api:governance-dashboard/scorecard', input: 'checks' },
    output: [scorecardCheckDataRef],
    dataRefs: { check: scorecardCheckDataRef },
    factory(params: ScorecardCheck<any>) {
      return [scorecardCheckDataRef(params)];
    },
  }),
  scorecardCheckDataRef,
);
