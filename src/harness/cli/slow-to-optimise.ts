import { setFlagsFromString } from 'node:v8';

/** In V8's own measure, about bytes of code that a function has run; the greatest is 2^31 - 1. */
const never = 1_800_000_000;

/**
 * Keeps V8 from optimising WebAssembly that is loaded from now on, Postgres's parser: in the V8 of Node 20 and 22 it does so after
 * little work, for 300 ms of CPU time, and a process cannot end before it is done. Unoptimised, the parser takes 90 ms to compile and
 * to read this repository's migrations, and is as fast on a thousand of them. Newer ones wait longer by themselves.
 */
export function leaveUnoptimised(node = process.versions.node): void {
  if (Number.parseInt(node, 10) < 24) setFlagsFromString(`--wasm-tiering-budget=${never}`);
}
