import { AlertMessage } from '@backstage/frontend-plugin-api';
import { toastsAsAlerts } from './toastsAsAlerts';

describe('a toast in an app of the old frontend system', () => {
  const posted: AlertMessage[] = [];
  const toasts = toastsAsAlerts({ post: alert => posted.push(alert) });
  beforeEach(() => posted.splice(0));

  it('is an alert with its text, which goes by itself as the toast would', () => {
    toasts.post({
      title: (
        <>
          Saved <b>CHG{7}</b>
        </>
      ),
      description: 'Nobody was told.',
      timeout: 5000,
    });
    expect(posted).toEqual([
      {
        message: 'Saved CHG7 Nobody was told.',
        severity: 'success',
        display: 'transient',
      },
    ]);
  });

  it('stays where the toast would, as bad as it is', () => {
    toasts.post({ title: 'Not saved', status: 'danger' });
    expect(posted).toEqual([
      { message: 'Not saved', severity: 'error', display: 'permanent' },
    ]);
  });
});
