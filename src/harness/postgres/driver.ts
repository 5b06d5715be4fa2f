import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The driver. By `import`, Node would first search its CommonJS for names. As it loads, it makes a Response, to tell
 * Cloudflare's workers apart (pg, stream.js): Node would load its HTTP client for that, which takes longer than the driver
 * itself, so that there is none to make meanwhile.
 */
function loadDriver(): typeof import('pg') {
  const response = Object.getOwnPropertyDescriptor(globalThis, 'Response');
  if (!response?.configurable) return require('pg');
  Object.defineProperty(globalThis, 'Response', { configurable: true, value: undefined });
  try {
    return require('pg');
  } finally {
    Object.defineProperty(globalThis, 'Response', response);
  }
}

const pg = loadDriver();

export default pg;
