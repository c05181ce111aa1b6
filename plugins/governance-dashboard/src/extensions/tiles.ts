import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import {
  DashboardTileBlueprint,
  dashboardTilesApiRef,
} from '@countersign/plugin-governance-react';

export const tilesApi = ApiBlueprint.makeWithOverrides({
  name: 'tiles',
  inputs: {
    tiles: createExtensionInput([DashboardTileBlueprint.dataRefs.tile]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory(defineParams =>
      defineParams({
        api: dashboardTilesApiRef,
        deps: {},
        factory: () => ({
          tiles: inputs.tiles
            .map(tile => tile.get(DashboardTileBlueprint.dataRefs.tile))
            .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
        }),
      }),
    ),
});
