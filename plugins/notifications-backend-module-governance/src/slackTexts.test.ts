import { blocksOf } from './slackTexts';

const textOf = (payload: Parameters<typeof blocksOf>[0]) => {
  const [section] = blocksOf(payload);
  return 'text' in section ? section.text?.text : undefined;
};

describe('messages of Slack', () => {
  it('say what it is, what about, and lead there', () => {
    const blocks = blocksOf({
      title: 'INC0000042 needs you',
      description: 'Payments fail',
      link: 'https://portal.example.com/incidents/INC0000042',
    });
    expect(blocks).toMatchObject([
      { text: { text: '*INC0000042 needs you*\nPayments fail' } },
      {
        elements: [{ url: 'https://portal.example.com/incidents/INC0000042' }],
      },
    ]);
    expect(blocksOf({ title: 'Nowhere to go' })).toHaveLength(1);
  });

  it('have no link but the button, whatever somebody wrote', () => {
    expect(
      textOf({ title: '<!channel>', description: '<https://x.example|here>&' }),
    ).toBe('*&lt;!channel&gt;*\n&lt;https://x.example|here&gt;&amp;');
  });

  it('are as long as Slack takes, and end in whole characters', () => {
    for (let length = 2_980; length < 3_000; length++) {
      const text = textOf({
        title: 'T',
        description: `${'a'.repeat(length)}<<<<<<`,
      })!;
      expect(text.length).toBeLessThanOrEqual(3_000);
      expect(text).toMatch(/(a|&lt;)$/);
    }
  });
});
