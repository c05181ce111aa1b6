import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import {
  BesideBlueprint,
  besideSourcesApiRef,
} from '@countersign/plugin-governance-react';

export const besideApi = ApiBlueprint.makeWithOverrides({
  name: 'beside',
  inputs: {
    sources: createExtensionInput([BesideBlueprint.dataRefs.source]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory(defineParams =>
      defineParams({
        api: besideSourcesApiRef,
        deps: {},
        factory: () => ({
          sources: inputs.sources.map(source =>
            source.get(BesideBlueprint.dataRefs.source),
          ),
        }),
      }),
    ),
});
