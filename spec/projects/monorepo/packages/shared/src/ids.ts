/** Plain TypeScript of another package. */
export const currencies = ['EUR', 'CHF'] as const;
export const maxNameLength = 80;
