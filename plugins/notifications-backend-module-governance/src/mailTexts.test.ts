import { Notification } from '@backstage/plugin-notifications-common';
import { htmlOf, textOf } from './mailTexts';

const baseUrl = 'https://portal.example.com/countersign';

const notification = (
  payload: Partial<Notification['payload']>,
): Notification => ({
  id: '1',
  user: 'user:default/ada',
  created: new Date(),
  origin: 'plugin:change-management',
  payload: { title: 'CHG0000001 needs your approval', ...payload },
});

describe('mails', () => {
  it('say what about and where, in text and in HTML', () => {
    const asked = notification({
      description: 'Keep receipts for seven years',
      link: '/changes/CHG0000001',
    });
    const link = `${baseUrl}/changes/CHG0000001`;
    expect(textOf(asked, baseUrl)).toBe(
      `Keep receipts for seven years\n\n${link}`,
    );
    expect(htmlOf(asked, baseUrl)).toBe(
      `<p>Keep receipts for seven years<br/><a href="${link}">${link}</a></p>`,
    );
  });

  it('lead to the notifications when there is nowhere else to go', () => {
    expect(textOf(notification({}), baseUrl)).toBe(`${baseUrl}/notifications`);
  });

  it('never turn what somebody wrote into markup', () => {
    const html = htmlOf(
      notification({
        description: '<a href="https://evil.example">Approve here</a>',
        link: `/changes/"><img src=x onerror='alert(1)'>`,
      }),
      baseUrl,
    );
    expect(html.match(/<\w+/g)).toEqual(['<p', '<br', '<a']);
    expect(html).toContain('&lt;a href=&quot;https://evil.example&quot;&gt;');
  });
});
