import { writeFileSync } from 'node:fs';
import { settingsSchema } from './settings-schema.ts';

writeFileSync('schemas/settings.json', `${JSON.stringify(settingsSchema, null, 2)}\n`);
