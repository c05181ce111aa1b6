import {
  ApiHolder,
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** What an area says of a system, beside how the system stands. */
export interface SystemFact {
  /** In a line: a badge, and what it means. */
  text: ReactNode;
  /** Where the area shows more. */
  href?: string;
}

/** What one area says of systems. */
export interface SystemFactsSource {
  /** As people call the area: "SLOs". */
  area: string;
  /** Of all systems that it has something to say of, by their entity refs in lower case: one request. */
  load(request: AreaRequest): Promise<Record<string, SystemFact>>;
}

/** What the installed areas say of systems. */
export interface SystemFactsSources {
  sources: readonly SystemFactsSource[];
}

/** Finds the sources; absent in an app without the `governance` plugin. */
export const systemFactsApiRef = createApiRef<SystemFactsSources>().with({
  id: 'plugin.governance.system-facts',
  pluginId: 'governance',
});

const none: readonly SystemFactsSource[] = [];

/** The sources that there are: the same array as long as the app is. */
export function systemFactsIn(apis: ApiHolder): readonly SystemFactsSource[] {
  return apis.get(systemFactsApiRef)?.sources ?? none;
}

/** What a system facts extension says. */
export const systemFactsDataRef =
  createExtensionDataRef<SystemFactsSource>().with({
    id: 'governance.system-facts',
  });

/** Says on the status page how systems stand by an area, such as by their SLOs. */
export const SystemFactsBlueprint = readable(
  createExtensionBlueprint({
    kind: 'system-facts',
    attachTo: { id: 'api:governance/system-facts', input: 'sources' },
    output: [systemFactsDataRef],
    dataRefs: { source: systemFactsDataRef },
    factory(params: SystemFactsSource) {
      return [systemFactsDataRef(params)];
    },
  }),
  systemFactsDataRef,
);
