export const formMessages = { title: 'form' } as const;
