import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/** Opens Chromium without a screen, and without anything that it does by itself in the background. */
export function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('there is no Chromium here: install it, or name it in CHROMIUM');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
