import { AlertMessage } from '@backstage/frontend-plugin-api';
import {
  familyVersion,
  VERSION_HEADER,
} from '@countersign/plugin-governance-common';
import { mockApis } from '@backstage/frontend-test-utils';
import { waitFor } from '@testing-library/react';
import { noticingVersions } from './versions';

const OTHER = '99.1.0';
const toldOnce: AlertMessage[] = [
  {
    message: `This page is version ${familyVersion}; the portal is version ${OTHER}. Reload the page. If this comes again, ask whoever runs the portal to install all packages of one release.`,
    severity: 'warning',
    display: 'permanent',
  },
];

/** A page whose portal answers so: of these releases, one after the other; null is one that says none. */
function pageOf(...versions: (string | null)[]) {
  const alerts = mockApis.alert();
  const answers = versions.map(
    version =>
      new Response('{}', {
        headers: version === null ? {} : { [VERSION_HEADER]: version },
      }),
  );
  const noticing = noticingVersions(async () => answers.shift()!, {
    alerts,
    translations: mockApis.translation(),
  });
  return { alerts, ask: () => noticing('/api/drills', { method: 'POST' }) };
}

/** What is said of answers of these releases, of which one is another. */
async function saidOf(...versions: (string | null)[]): Promise<AlertMessage[]> {
  const { alerts, ask } = pageOf(...versions);
  for (const _ of versions) await ask();
  await waitFor(() => expect(alerts.getAlerts()).not.toEqual([]));
  return alerts.getAlerts();
}

describe('a page', () => {
  it('says once that the portal is of another release, and what to do', async () => {
    expect(await saidOf(OTHER, OTHER, familyVersion)).toEqual(toldOnce);
  });

  it.each([
    ['of its own release', familyVersion],
    ['that say none, as behind a proxy that drops them', null],
  ])('says nothing of answers %s', async (_, version) => {
    expect(await saidOf(version, OTHER)).toEqual(toldOnce);
  });

  it('hands on the answer where its texts are gone, and says it with a later one', async () => {
    const { alerts, ask } = pageOf(...Array<string>(100).fill(OTHER));
    jest.doMock('../translation', () => {
      throw new Error('Loading chunk 42 failed');
    });
    expect((await ask()).status).toBe(200);
    jest.dontMock('../translation');
    await waitFor(async () => {
      await ask();
      expect(alerts.getAlerts()).toEqual(toldOnce);
    });
  });
});
