export const policiesMessages = { title: 'policies' } as const;
