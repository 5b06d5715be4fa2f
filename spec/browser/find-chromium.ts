import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where Chromium is: as the environment says (`CHROMIUM`), or on the path; undefined where there is none. */
export function findChromium({ CHROMIUM, PATH = '' } = process.env): string | undefined {
  if (CHROMIUM) return CHROMIUM;
  const files = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return files.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
