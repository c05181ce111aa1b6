import { otherVersions } from './oneVersion';

describe('the versions that plugins of one portal run on', () => {
  it('are no matter while they are the same, also of a plugin that starts again', () => {
    const portal = {};
    expect(otherVersions('change-management', '0.2.0', portal)).toBeUndefined();
    expect(otherVersions('service-levels', '0.2.0', portal)).toBeUndefined();
    expect(otherVersions('change-management', '0.2.0', portal)).toBeUndefined();
  });

  it('are named where they differ, with what to do', () => {
    const portal = {};
    otherVersions('change-management', '0.1.0', portal);
    otherVersions('service-logs', '0.2.0', portal);
    expect(otherVersions('service-levels', '0.2.0', portal)).toBe(
      'Two versions of @countersign/plugin-governance-node are installed: service-levels runs on 0.2.0, change-management on 0.1.0. Packages of the family belong together: take all from one release, then run `yarn dedupe`.',
    );
  });

  it('are that of the package where nobody says another', () => {
    const portal = {};
    otherVersions('change-management', undefined, portal);
    expect(otherVersions('service-levels', '9.0.0', portal)).toMatch(
      /service-levels runs on 9\.0\.0, change-management on \d+\.\d+\.\d+\. /,
    );
  });
});
