import { defineConfig } from 'drizzle-kit';
import { tablesFolder } from './src/lib/paths';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/enums.ts', `${tablesFolder}/**/*.ts`],
  out: './migrations',
  casing: 'snake_case',
  schemaFilter: ['public', 'billing'],
  migrations: { schema: 'meta', table: 'applied' },
  dbCredentials: { url: process.env.DATABASE_URL! },
});
