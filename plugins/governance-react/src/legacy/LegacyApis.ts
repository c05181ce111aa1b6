import { BackstagePlugin, useApp } from '@backstage/core-plugin-api';
import {
  alertApiRef,
  ApiHolder,
  ApiRef,
  ExtensionDataRef,
  PageLayout,
  routeResolutionApiRef,
  RouteResolutionApi,
  SwappableComponentsApi,
  swappableComponentsApiRef,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import {
  besideSourceDataRef,
  besideSourcesApiRef,
} from '../meeting/BesideBlueprint';
import {
  calendarSourceDataRef,
  calendarSourcesApiRef,
} from '../meeting/CalendarBlueprint';
import { Contribution } from '../meeting/contributions';
import {
  dashboardTileDataRef,
  dashboardTilesApiRef,
} from '../meeting/DashboardTileBlueprint';
import { markSourceDataRef, markSourcesApiRef } from '../meeting/MarkBlueprint';
import {
  relatedSourceDataRef,
  relatedSourcesApiRef,
} from '../meeting/RelatedBlueprint';
import {
  scorecardCheckDataRef,
  scorecardChecksApiRef,
} from '../meeting/ScorecardCheckBlueprint';
import {
  systemFactsApiRef,
  systemFactsDataRef,
} from '../meeting/SystemFactsBlueprint';
import { recordLinkDataRef } from '../records/RecordLinkBlueprint';
import {
  recordLinksApiRef,
  RegisteredRecordLinks,
} from '../records/RecordLinks';
import { PageLayout as LegacyPageLayout } from './PageLayout';
import { toastsAsAlerts } from './toastsAsAlerts';

/** What each plugin of an app adds to the pages that areas share. */
const added = new WeakMap<BackstagePlugin, readonly Contribution[]>();

/** Notes what a plugin adds to the pages that areas share. */
export function addContributions(
  plugin: BackstagePlugin<any, any>,
  contributions: readonly Contribution[],
): void {
  added.set(plugin, contributions);
}

function contributionsTo<T>(
  plugins: readonly BackstagePlugin[],
  data: ExtensionDataRef<T>,
): T[] {
  return plugins
    .flatMap(plugin => added.get(plugin) ?? [])
    .filter(({ to }) => to === data.id)
    .map(({ value }) => value as T);
}

/** What the plugins of the app say of one kind: the same array as long as the app is. */
export function useContributions<T>(data: ExtensionDataRef<T>): T[] {
  const app = useApp();
  return useMemo(() => contributionsTo(app.getPlugins(), data), [app, data]);
}

const inOrder = <T extends { order: number; id: string }>(all: T[]): T[] =>
  all.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));

/** The API by which pages find what areas add to them, made of what the plugins say. */
const meetingPlaces: {
  [api in string]: (
    said: <T>(data: ExtensionDataRef<T>) => T[],
    routes: Pick<RouteResolutionApi, 'resolve'>,
  ) => unknown;
} = {
  [recordLinksApiRef.id]: (said, routes) =>
    new RegisteredRecordLinks(routes, said(recordLinkDataRef)),
  [markSourcesApiRef.id]: said => ({ sources: said(markSourceDataRef) }),
  [relatedSourcesApiRef.id]: said => ({ sources: said(relatedSourceDataRef) }),
  [systemFactsApiRef.id]: said => ({ sources: said(systemFactsDataRef) }),
  [calendarSourcesApiRef.id]: said => ({
    sources: said(calendarSourceDataRef),
  }),
  [besideSourcesApiRef.id]: said => ({ sources: said(besideSourceDataRef) }),
  [dashboardTilesApiRef.id]: said => ({
    tiles: inOrder(said(dashboardTileDataRef)),
  }),
  [scorecardChecksApiRef.id]: said => ({
    checks: inOrder(said(scorecardCheckDataRef)),
  }),
};

/**
 * The APIs of an app of the old frontend system, and those that only an app of the new one has. One an app: what is kept
 * by the holder of the APIs, such as answers that several cards share, is kept for all.
 */
export class LegacyApis implements ApiHolder {
  readonly #app: ApiHolder;
  readonly #plugins: () => readonly BackstagePlugin[];
  readonly #made = new Map<string, unknown>();
  /** With what Backstage's own compatibility adds; it makes a new one at each render. */
  #compatible: ApiHolder;

  constructor(
    app: ApiHolder,
    compatible: ApiHolder,
    plugins: () => readonly BackstagePlugin[],
  ) {
    this.#app = app;
    this.#compatible = compatible;
    this.#plugins = plugins;
  }

  /** Takes what Backstage's compatibility adds now. */
  renew(compatible: ApiHolder): void {
    this.#compatible = compatible;
  }

  get<T>(ref: ApiRef<T>): T | undefined {
    const own = this.#app.get(ref);
    if (own !== undefined) return own;
    if (!this.#made.has(ref.id)) this.#made.set(ref.id, this.#make(ref.id));
    return (this.#made.get(ref.id) as T) ?? this.#compatible.get(ref);
  }

  #make(id: string): unknown {
    if (id === toastApiRef.id) {
      const alerts = this.#app.get(alertApiRef);
      return alerts && toastsAsAlerts(alerts);
    }
    if (id === swappableComponentsApiRef.id) return this.#components();
    return meetingPlaces[id]?.(data => contributionsTo(this.#plugins(), data), {
      resolve: (ref, options) =>
        this.#compatible.get(routeResolutionApiRef)?.resolve(ref, options),
    });
  }

  /** Backstage's, and the layout of pages, which it lacks. */
  #components(): SwappableComponentsApi {
    return {
      getComponent: ref =>
        ref.id === PageLayout.ref.id
          ? (LegacyPageLayout as (props: {}) => JSX.Element)
          : this.#compatible.get(swappableComponentsApiRef)!.getComponent(ref),
    };
  }
}
