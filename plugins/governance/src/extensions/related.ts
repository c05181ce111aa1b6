import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import {
  RelatedBlueprint,
  relatedSourcesApiRef,
} from '@countersign/plugin-governance-react';

export const relatedApi = ApiBlueprint.makeWithOverrides({
  name: 'related',
  inputs: {
    sources: createExtensionInput([RelatedBlueprint.dataRefs.source]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory(defineParams =>
      defineParams({
        api: relatedSourcesApiRef,
        deps: {},
        factory: () => ({
          sources: inputs.sources.map(source =>
            source.get(RelatedBlueprint.dataRefs.source),
          ),
        }),
      }),
    ),
});
