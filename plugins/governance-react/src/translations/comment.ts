/** Texts of the box that people comment in. */
export const commentMessages = {
  label: 'Comment',
  placeholder: 'Add a comment (Markdown)',
  send: 'Comment',
  suggestions: 'People and groups',
  tells: 'Notifies',
  unknown_one: '{{names}} is not in the catalog and stays text.',
  unknown_other: '{{names}} are not in the catalog and stay text.',
  follow: {
    start: 'Follow',
    stop: 'Unfollow',
    count_one: '{{count}} follower',
    count_other: '{{count}} followers',
    title: 'Who follows',
    because: {
      commented: 'commented',
      mentioned: 'mentioned',
      chose: 'follows',
    },
  },
} as const;
