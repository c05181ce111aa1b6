import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { RecordLink } from './RecordLinks';
import { readable } from '../meeting/contributions';

/** What a record link extension says. */
export const recordLinkDataRef = createExtensionDataRef<RecordLink>().with({
  id: 'governance.record-link',
});

/**
 * Makes the numbers of an area's records links on every page, those of other areas included:
 * `RecordLinkBlueprint.make({ params: { prefix: 'CHG', route: changeRouteRef } })`.
 */
export const RecordLinkBlueprint = readable(
  createExtensionBlueprint({
    kind: 'record-link',
    attachTo: { id: 'api:governance/record-links', input: 'links' },
    output: [recordLinkDataRef],
    dataRefs: { link: recordLinkDataRef },
    factory(params: RecordLink) {
      return [recordLinkDataRef(params)];
    },
  }),
  recordLinkDataRef,
);
