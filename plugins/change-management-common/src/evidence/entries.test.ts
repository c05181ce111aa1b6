import { digestB } from '../testUtils/change';
import { changeEntryData } from './entries';

describe('changeEntryData', () => {
  it('drops what is undefined, since canonical JSON cannot hold it', () => {
    const data = changeEntryData('change.approved', {
      approvalId: '1',
      round: 1,
      group: 'group:default/owners',
      approver: 'user:default/olga',
      subjectDigest: digestB,
      comment: undefined,
    });
    expect(Object.keys(data)).not.toContain('comment');
  });

  it('refuses data of another shape', () => {
    expect(() =>
      changeEntryData('change.closed', {
        code: 'splendid' as 'successful',
        notes: '',
      }),
    ).toThrow(/change.closed is malformed/);
  });
});
