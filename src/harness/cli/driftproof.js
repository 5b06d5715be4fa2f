#!/usr/bin/env node
// Node 20 does not read TypeScript by itself: jiti does, and keeps what it translated.
import { createJiti } from 'jiti';

const { main } = await createJiti(import.meta.url).import('./main.ts');
await main();
