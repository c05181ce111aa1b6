import {
  ApiBlueprint,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import {
  CalendarBlueprint,
  calendarSourcesApiRef,
} from '@countersign/plugin-governance-react';

export const calendarApi = ApiBlueprint.makeWithOverrides({
  name: 'calendar',
  inputs: {
    sources: createExtensionInput([CalendarBlueprint.dataRefs.source]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory(defineParams =>
      defineParams({
        api: calendarSourcesApiRef,
        deps: {},
        factory: () => ({
          sources: inputs.sources.map(source =>
            source.get(CalendarBlueprint.dataRefs.source),
          ),
        }),
      }),
    ),
});
