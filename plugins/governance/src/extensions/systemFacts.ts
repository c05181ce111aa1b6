import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import {
  SystemFactsBlueprint,
  systemFactsApiRef,
} from '@countersign/plugin-governance-react';

export const systemFactsApi = ApiBlueprint.makeWithOverrides({
  name: 'system-facts',
  inputs: {
    sources: createExtensionInput([SystemFactsBlueprint.dataRefs.source]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory(defineParams =>
      defineParams({
        api: systemFactsApiRef,
        deps: {},
        factory: () => ({
          sources: inputs.sources.map(source =>
            source.get(SystemFactsBlueprint.dataRefs.source),
          ),
        }),
      }),
    ),
});
