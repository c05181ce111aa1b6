export const changeMessages = { title: 'change' } as const;
