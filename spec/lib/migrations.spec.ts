import { testMigrations } from 'driftproof/vitest';
import { inject } from 'vitest';

await testMigrations('drizzle.config.ts', { server: inject('serverUrl') });
