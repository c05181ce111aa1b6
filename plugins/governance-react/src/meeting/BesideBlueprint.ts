import {
  ApiHolder,
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { RemixiconComponentType } from '@remixicon/react';
import { readable } from './contributions';

/** A link that one area offers beside a record of another one. */
export interface BesideLink {
  text: string;
  href: string;
}

/** What one area offers beside a record that is about an entity at a time, such as its logs around an incident. */
export interface BesideSource {
  /** As people call the area: "Logs". */
  area: string;
  /** Tells its links from those of others. */
  icon: RemixiconComponentType;
  /**
   * Asks nobody: what is behind the link says what there is.
   *
   * @returns undefined where it has no page to lead to
   */
  linkOf(about: {
    apis: ApiHolder;
    entityRef: string;
    /** When it began. ISO 8601. */
    at: string;
  }): BesideLink | undefined;
}

/** What the installed areas offer beside records of others. */
export interface BesideSources {
  sources: readonly BesideSource[];
}

/** Finds what stands beside records; absent in an app without the `governance` plugin. */
export const besideSourcesApiRef = createApiRef<BesideSources>().with({
  id: 'plugin.governance.beside',
  pluginId: 'governance',
});

/** What a beside extension says. */
export const besideSourceDataRef = createExtensionDataRef<BesideSource>().with({
  id: 'governance.beside-source',
});

/** Offers a link to one's own area beside records of others: the two need not know each other. */
export const BesideBlueprint = readable(
  createExtensionBlueprint({
    kind: 'beside',
    attachTo: { id: 'api:governance/beside', input: 'sources' },
    output: [besideSourceDataRef],
    dataRefs: { source: besideSourceDataRef },
    factory(params: BesideSource) {
      return [besideSourceDataRef(params)];
    },
  }),
  besideSourceDataRef,
);
