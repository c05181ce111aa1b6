import {
  ApiHolder,
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import {
  DashboardAnswer,
  DashboardFigure,
  DashboardQuery,
} from '@countersign/plugin-governance-common';
import { RemixiconComponentType } from '@remixicon/react';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** What figures can be worked out again from. */
export interface FigureProof {
  /** By file name: the exact bytes that `countersign verify` checks. */
  evidence: Record<string, Uint8Array>;
  /** The figures whose every record is in the evidence. */
  covered: string[];
}

/** One area's tile of the governance dashboard. */
export interface DashboardTile {
  /** Unique on the dashboard, such as `incidents`: it names the tile in what is exported. */
  id: string;
  /** As people call it: "Incidents". */
  area: string;
  icon: RemixiconComponentType;
  /** Where it stands: tiles with less come first. */
  order: number;
  /** Its figures: one request, answered however many records there are. */
  load(
    request: AreaRequest & { query: DashboardQuery },
  ): Promise<DashboardAnswer>;
  /** Where the area shows what the tile is about. */
  href(apis: ApiHolder): string | undefined;
  /** The list of exactly the records behind a figure, by its `list`; undefined where there is none. */
  listOf(apis: ApiHolder, figure: DashboardFigure): string | undefined;
  /** Evidence from which figures can be worked out again. Absent where all of them can only be stated. */
  prove?(
    request: AreaRequest & { query: DashboardQuery; answer: DashboardAnswer },
  ): Promise<FigureProof>;
  /** By figure, why its records cannot prove it: a sentence. */
  onlyStated?: Readonly<Record<string, string>>;
}

/** The tiles of the areas that are installed. */
export interface DashboardTiles {
  tiles: readonly DashboardTile[];
}

/** Finds the tiles; absent in an app without the `governance-dashboard` plugin. */
export const dashboardTilesApiRef = createApiRef<DashboardTiles>().with({
  id: 'plugin.governance-dashboard.tiles',
  pluginId: 'governance-dashboard',
});

const none: readonly DashboardTile[] = [];

/** The tiles that there are, in their order: the same array as long as the app is. */
export function dashboardTilesIn(apis: ApiHolder): readonly DashboardTile[] {
  return apis.get(dashboardTilesApiRef)?.tiles ?? none;
}

/** What a tile extension says. */
export const dashboardTileDataRef =
  createExtensionDataRef<DashboardTile>().with({
    id: 'governance.dashboard-tile',
  });

/** Puts the figures of an area on the governance dashboard, and those that call for action on the home page. */
export const DashboardTileBlueprint = readable(
  createExtensionBlueprint({
    kind: 'dashboard-tile',
    attachTo: { id: 'api:governance-dashboard/tiles', input: 'tiles' },
    output: [dashboardTileDataRef],
    dataRefs: { tile: dashboardTileDataRef },
    factory(params: DashboardTile) {
      return [dashboardTileDataRef(params)];
    },
  }),
  dashboardTileDataRef,
);
