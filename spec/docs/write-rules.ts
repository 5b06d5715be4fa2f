import { readFileSync, writeFileSync } from 'node:fs';
import { rulesPage } from './rules-page.ts';

const page = 'docs/rules.md';
writeFileSync(page, rulesPage(readFileSync(page, 'utf8')));
