import {
  ApiBlueprint,
  createExtensionInput,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import {
  RecordLinkBlueprint,
  recordLinksApiRef,
  RegisteredRecordLinks,
} from '@countersign/plugin-governance-react';

export const recordLinksApi = ApiBlueprint.makeWithOverrides({
  name: 'record-links',
  inputs: {
    links: createExtensionInput([RecordLinkBlueprint.dataRefs.link]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory(defineParams =>
      defineParams({
        api: recordLinksApiRef,
        deps: { routes: routeResolutionApiRef },
        factory: ({ routes }) =>
          new RegisteredRecordLinks(
            routes,
            inputs.links.map(link =>
              link.get(RecordLinkBlueprint.dataRefs.link),
            ),
          ),
      }),
    ),
});
