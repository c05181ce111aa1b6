import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import {
  MarkBlueprint,
  markSourcesApiRef,
} from '@countersign/plugin-governance-react';

export const marksApi = ApiBlueprint.makeWithOverrides({
  name: 'marks',
  inputs: {
    sources: createExtensionInput([MarkBlueprint.dataRefs.source]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory(defineParams =>
      defineParams({
        api: markSourcesApiRef,
        deps: {},
        factory: () => ({
          sources: inputs.sources.map(source =>
            source.get(MarkBlueprint.dataRefs.source),
          ),
        }),
      }),
    ),
});
