import { AlertMessage } from '@backstage/frontend-plugin-api';
import {
  familyVersion,
  VERSION_HEADER,
} from '@countersign/plugin-governance-common';
import { mockApis } from '@backstage/frontend-test-utils';
import { noticingVersions } from './versions';

/** What is said of answers of these releases; null of one that says none. */
async function saidOf(...versions: (string | null)[]): Promise<AlertMessage[]> {
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
  for (const _ of versions) await noticing('/api/drills');
  return alerts.getAlerts();
}

describe('a page', () => {
  it('says once that the portal is of another release, and what to do', async () => {
    expect(await saidOf('99.1.0', '99.1.0', familyVersion)).toEqual([
      {
        message: `This page is of version ${familyVersion}, and what answers it is of 99.1.0. Reload the page. If this comes again, whoever runs the portal has to install pages and backends of one release.`,
        severity: 'warning',
        display: 'permanent',
      },
    ]);
  });

  it.each([
    ['of its own release', familyVersion],
    ['that say none, as behind a proxy that drops them', null],
  ])('says nothing of answers %s', async (_, version) => {
    expect(await saidOf(version)).toEqual([]);
  });
});
