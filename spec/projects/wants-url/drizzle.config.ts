import { url } from './env';

export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle', dbCredentials: { url } };
