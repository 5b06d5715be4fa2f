import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { html } from '../../src/harness/report/html/html.ts';
import { openChromium } from '../browser/chromium.ts';
import { showcase } from '../browser/showcase.ts';

/** Takes the pictures in docs/formats.md. */
const folder = await mkdtemp(join(tmpdir(), 'page-'));
const file = join(folder, 'report.html');
await writeFile(file, html(showcase, { color: false }));
await mkdir('docs/images', { recursive: true });
const browser = await openChromium();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: `docs/images/html-${colorScheme}.png` });
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
